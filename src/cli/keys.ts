/** `aisle keys`: keys to the API of a shop. A shop that never had one is open, fully only to its own machine. */
import { Command } from 'commander'
import { AisleError } from '../domain/errors.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { openTarget, type Target, type TargetOptions } from './target.ts'
import { type Output, report, table } from './terminal.ts'

const ROLES = ['server', 'browser'] as const

type Options = TargetOptions & { readonly json: boolean; readonly shop: string }

const runWithTarget = (
  options: Options,
  work: (target: Target, output: Output) => Promise<void>,
): Promise<void> =>
  runCommand(options, async ({ settings, output }) => {
    const target = await openTarget(settings, options)
    try {
      await work(target, output)
    } finally {
      await target.close()
    }
  })

const createCommand = (): Command =>
  withServer(jsonCommand('create', 'make a key; it is shown this once'))
    .requiredOption('--shop <name>', 'the shop it opens')
    .option('--role <role>', 'server (everything) or browser (events, lists, catalog)', 'server')
    .option('--label <text>', 'what it is for')
    .action((options: Options & { role: string; label?: string }) =>
      runWithTarget(options, async (target, output) => {
        const role = ROLES.find((name) => name === options.role)
        if (role === undefined)
          throw new AisleError('BAD_REQUEST', `There is no role ${options.role}.`, {
            fix: `Choose one of ${ROLES.join(', ')}.`,
          })
        const made = await target.makeKey(options.shop, {
          role,
          ...(options.label !== undefined && { label: options.label }),
        })
        report(
          output,
          made,
          () =>
            `${made.key}\nKeep it now: it is not shown again. From now on the shop ${options.shop} asks for a key.`,
        )
      }),
    )

const listCommand = (): Command =>
  withServer(jsonCommand('list', 'list the keys of a shop'))
    .requiredOption('--shop <name>', 'the shop')
    .action((options: Options) =>
      runWithTarget(options, async (target, output) => {
        const keys = await target.listKeys(options.shop)
        report(output, { keys }, () =>
          keys.length === 0
            ? 'The shop has no keys.'
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
    )

const revokeCommand = (): Command =>
  withServer(jsonCommand('revoke', 'take a key back; it opens nothing any more'))
    .argument('<key>', 'the id that `keys list` shows')
    .requiredOption('--shop <name>', 'the shop')
    .action((keyId: string, options: Options) =>
      runWithTarget(options, async (target, output) => {
        await target.revokeKey(options.shop, keyId)
        report(output, { revoked: keyId }, () => `The key ${keyId} opens nothing any more.`)
      }),
    )

export const keysCommand = (): Command =>
  new Command('keys')
    .description('make, list and revoke keys to the API')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
