/** `aisle doctor`: what is well, what is not, and what to do about it. */
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import { ENGINE_VERSION, openStore } from '../server/engine.ts'
import { memoryOfMachine } from '../server/training-memory.ts'
import { checkDecisions } from './check-decisions.ts'
import { checkModels, type Finding } from './check-models.ts'
import { jsonCommand, runCommand } from './command.ts'
import { runningServer } from './target.ts'
import { report, table } from './terminal.ts'

const NODE_MAJOR_MIN = 24
const FREE_BYTES_MIN = 1024 ** 3

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`

const checkNode = (): Finding => {
  const isWell = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN
  return {
    check: 'Node',
    isWell,
    finding: `${process.version}, ${availableParallelism()} cores, ${gigabytes(memoryOfMachine())} of memory`,
    ...(!isWell && { fix: 'Run commands with `npx aisle`, which brings its own Node.' }),
  }
}

const checkDisk = async ({ dataFolder }: Settings): Promise<Finding> => {
  try {
    const { bavail, bsize } = await statfs(existsSync(dataFolder) ? dataFolder : '.')
    const freeBytes = bavail * bsize
    return {
      check: 'Disk',
      isWell: freeBytes >= FREE_BYTES_MIN,
      finding: `${gigabytes(freeBytes)} free in ${dataFolder}`,
      ...(freeBytes < FREE_BYTES_MIN && { fix: 'Free some space, or name another folder in AISLE_DATA.' }),
    }
  } catch (error) {
    return {
      check: 'Disk',
      isWell: false,
      finding: (error as Error).message,
      fix: 'Name another folder in AISLE_DATA.',
    }
  }
}

const checkPort = ({ host, port }: Settings, serverUrl: string | undefined): Promise<Finding> =>
  new Promise((resolve) => {
    if (serverUrl !== undefined)
      return resolve({ check: 'Port', isWell: true, finding: `the server answers at ${serverUrl}` })
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({
        check: 'Port',
        isWell: false,
        finding: `${host}:${port} cannot be used (${error.code})`,
        fix: 'A server may be running there. If it is not this program, name another port in AISLE_PORT.',
      }),
    )
    server.listen(port, host, () =>
      server.close(() => resolve({ check: 'Port', isWell: true, finding: `${host}:${port} is free` })),
    )
  })

const checkWeb = (): Finding => {
  const isBuilt = existsSync(fileURLToPath(new URL('../../web/dist/.built', import.meta.url)))
  return {
    check: 'Web apps',
    isWell: isBuilt,
    finding: isBuilt ? 'built' : 'not built',
    ...(!isBuilt && { fix: 'Run `npm start`, which builds them.' }),
  }
}

const checkStore = async (settings: Settings, serverUrl: string | undefined): Promise<readonly Finding[]> => {
  if (serverUrl !== undefined)
    return [
      { check: 'Store', isWell: true, finding: `held by the server; ${serverUrl}/console/ shows how it is` },
    ]
  try {
    const store = await openStore(settings)
    try {
      const { engine, version, schemaVersion, sizeBytes, isDurable, problems } = await store.health()
      const findings: Finding[] = [
        {
          check: 'Store',
          isWell: problems.length === 0 && isDurable,
          finding: [
            `${engine} ${version}, schema ${schemaVersion}, ${gigabytes(sizeBytes)}`,
            ...problems,
          ].join('; '),
          ...(problems.length > 0 && {
            fix: 'Restore a backup, or export what can be read and import it into a new folder.',
          }),
        },
      ]
      for (const shop of await store.listShops()) {
        const rejects = (await store.countRejects(shop)).reduce((sum, { count }) => sum + count, 0)
        findings.push({
          check: `Shop ${shop}`,
          isWell: true,
          finding: `${await store.headSeq(shop)} records in the log, ${rejects} refused`,
        })
      }
      return findings
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof AisleError)) throw error
    return [{ check: 'Store', isWell: false, finding: error.message, fix: error.fix }]
  }
}

export const doctorCommand = (): Command =>
  jsonCommand(
    'doctor',
    'look at the machine, the store, the shops and their models, and say what to do',
  ).action((options: { json: boolean }) =>
    runCommand(options, async ({ settings, output }) => {
      const serverUrl = (await runningServer(settings))?.url
      const findings = [
        checkNode(),
        await checkDisk(settings),
        await checkPort(settings, serverUrl),
        checkWeb(),
        ...(await checkStore(settings, serverUrl)),
        ...(await checkModels(settings)),
        ...(await checkDecisions(settings)),
      ]
      const isWell = findings.every((finding) => finding.isWell)
      report(output, { engine: ENGINE_VERSION, isWell, findings }, () =>
        [
          table(findings.map(({ check, isWell: ok, finding }) => [ok ? '✓' : '✗', check, finding])),
          ...findings.flatMap(({ check, fix }) => (fix === undefined ? [] : [`\n${check}: ${fix}`])),
        ].join('\n'),
      )
      return isWell ? 0 : 1
    }),
  )
