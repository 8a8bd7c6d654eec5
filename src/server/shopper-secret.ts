/** The secret that shopper tokens are signed with: of the settings, else of the data folder, made there once. */
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SHOPPER_SECRET_LENGTH_MIN, type Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'

export const SHOPPER_SECRET_FILE = 'shopper-secret'
const SECRET_BYTES = 32

/** @throws AisleError SETTING_INVALID when the file holds no secret */
export const openShopperSecret = async ({
  dataFolder,
  shopperSecret,
}: Pick<Settings, 'dataFolder' | 'shopperSecret'>): Promise<string> => {
  if (shopperSecret !== '') return shopperSecret
  const path = join(dataFolder, SHOPPER_SECRET_FILE)
  try {
    await writeFile(path, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = (await readFile(path, 'utf8')).trim()
  if (secret.length >= SHOPPER_SECRET_LENGTH_MIN) return secret
  throw new AisleError('SETTING_INVALID', `The file ${path} holds no secret.`, {
    fix: 'Remove it and start again: shoppers sign in anew. Or set AISLE_SHOPPER_SECRET.',
  })
}
