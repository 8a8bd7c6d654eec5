/** `aisle keys`: keys to the API of a shop. A shop without keys is open, fully only to its own machine. */
import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { AisleError } from '../domain/errors.ts'
import { isShopId, type ShopId } from '../domain/ids.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { hashKey } from '../server/access.ts'
import { type Engine, openEngine } from '../server/engine.ts'
import type { Settings } from '../config/settings.ts'
import type { KeyDocument } from '../views/shop-view.ts'
import { jsonCommand, runCommand } from './command.ts'
import { report, table } from './terminal.ts'

const ROLES = ['server', 'browser'] as const
const KEY_BYTES = 24

type Options = { readonly json: boolean; readonly shop: string }

const withShop = async <T>(
  settings: Settings,
  shop: string,
  work: (engine: Engine, runtime: ShopRuntime) => Promise<T>,
): Promise<T> => {
  if (!isShopId(shop)) throw new AisleError('SHOP_UNKNOWN', `There is no shop ${JSON.stringify(shop)}.`)
  const engine = await openEngine(settings).catch((error: unknown) => {
    if (error instanceof AisleError && error.code === 'STORE_BUSY')
      throw new AisleError('STORE_BUSY', error.message, {
        fix: 'Stop the server, run this command again, then start the server.',
      })
    throw error
  })
  try {
    return await work(engine, await engine.shops.open(shop as ShopId))
  } finally {
    await engine.close()
  }
}

const createCommand = (): Command =>
  jsonCommand('create', 'make a key; it is shown this once')
    .requiredOption('--shop <name>', 'the shop it opens')
    .option('--role <role>', 'server (everything) or browser (events, lists, catalog)', 'server')
    .option('--label <text>', 'what it is for')
    .action((options: Options & { role: string; label?: string }) =>
      runCommand(options, async ({ settings, output }) => {
        const role = ROLES.find((name) => name === options.role)
        if (role === undefined)
          throw new AisleError('BAD_REQUEST', `There is no role ${options.role}.`, {
            fix: `Choose one of ${ROLES.join(', ')}.`,
          })
        await withShop(settings, options.shop, async (engine, runtime) => {
          const key = `aisle_${role}_${randomBytes(KEY_BYTES).toString('base64url')}`
          const document: KeyDocument = {
            keyId: engine.newId(),
            hash: hashKey(key),
            role,
            createdAt: engine.now(),
            ...(options.label !== undefined && { label: options.label }),
          }
          const body = JSON.stringify(document)
          await engine.ingest.own(runtime, {
            record: { op: 'put', kind: 'key', id: document.keyId, body },
            body: document,
          })
          report(
            output,
            { keyId: document.keyId, key, role },
            () =>
              `${key}\nKeep it now: it is not shown again. From now on the shop ${options.shop} asks for a key.`,
          )
        })
      }),
    )

const listCommand = (): Command =>
  jsonCommand('list', 'list the keys of a shop')
    .requiredOption('--shop <name>', 'the shop')
    .action((options: Options) =>
      runCommand(options, ({ settings, output }) =>
        withShop(settings, options.shop, async (_engine, { view }) => {
          const keys = [...view.keys.values()].map(({ hash: _, ...shown }) => shown)
          report(output, { keys }, () =>
            keys.length === 0
              ? 'The shop has no keys: it is open, fully only to this machine.'
              : table([
                  ['KEY', 'ROLE', 'CREATED', 'LABEL'],
                  ...keys.map((key) => [
                    key.keyId,
                    key.role,
                    new Date(key.createdAt).toISOString(),
                    key.label ?? '',
                  ]),
                ]),
          )
        }),
      ),
    )

const revokeCommand = (): Command =>
  jsonCommand('revoke', 'take a key back; it opens nothing any more')
    .argument('<key>', 'the id that `keys list` shows')
    .requiredOption('--shop <name>', 'the shop')
    .action((keyId: string, options: Options) =>
      runCommand(options, ({ settings, output }) =>
        withShop(settings, options.shop, async (engine, runtime) => {
          const [outcome] = await engine.ingest.deletions(runtime, 'key', [keyId])
          if (outcome?.status === 'rejected')
            throw new AisleError('BAD_REQUEST', `${outcome.message}.`, { fix: 'See `npx aisle keys list`.' })
          report(output, { revoked: keyId }, () => `The key ${keyId} opens nothing any more.`)
        }),
      ),
    )

export const keysCommand = (): Command =>
  new Command('keys')
    .description('make, list and revoke keys to the API')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
