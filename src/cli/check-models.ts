/** The part of `aisle doctor` that looks at models: on disk, so whoever holds the store. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openModelFolder } from '../artifacts/model-folder.ts'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import { recordsOfRole, SERVED_ROLES } from '../jobs/train/served-roles.ts'

export type Finding = {
  readonly check: string
  readonly isWell: boolean
  readonly finding: string
  readonly fix?: string
}

/** Reads the model that serves with all that lists need of it, and looks at what came of the last training. */
const checkModelsOf = async (shop: string, modelsPath: string): Promise<readonly Finding[]> => {
  const folder = openModelFolder(modelsPath)
  const check = `Model of ${shop}`
  const train = `Run \`npx aisle train --shop ${shop}\`; lists that need no model go on meanwhile.`
  try {
    const serving = await folder.readServing()
    for (const role of SERVED_ROLES)
      for (const record of recordsOfRole(role, serving?.recipes ?? []))
        if (record.state === 'trained') await folder.readPart(record.part)
    const [newest] = await folder.list()
    const unreadable = await folder.unreadable()
    if (newest === undefined && unreadable.length === 0) return []
    if (unreadable.length > 0)
      return [{ check, isWell: false, finding: `cannot be read: ${unreadable.join(', ')}`, fix: train }]
    const isRefused = newest?.verdict.isAccepted === false && newest.modelVersion !== serving?.modelVersion
    const served = serving === undefined ? 'none serves' : `${serving.modelVersion} serves and can be read`
    if (!isRefused) return [{ check, isWell: true, finding: served }]
    return [
      {
        check,
        isWell: false,
        finding: `${served}; the last training was refused: ${newest.verdict.reasons.map(({ text }) => text).join(' ')}`,
        fix: `Look at \`npx aisle models list --shop ${shop}\`; \`npx aisle models publish ${newest.modelVersion} --shop ${shop} --force\` lets it serve all the same.`,
      },
    ]
  } catch (error) {
    if (!(error instanceof AisleError)) throw error
    return [{ check, isWell: false, finding: error.message, fix: train }]
  }
}

export const checkModels = async ({
  dataFolder,
}: Pick<Settings, 'dataFolder'>): Promise<readonly Finding[]> => {
  const path = join(dataFolder, 'models')
  const shops = (await readdir(path, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  return (await Promise.all(shops.map((shop) => checkModelsOf(shop, join(path, shop))))).flat()
}
