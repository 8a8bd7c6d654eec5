/** `aisle customers`: all that is known of a person as a file, and nothing of them any more. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { AisleError } from '../domain/errors.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import type { ShownErasure } from './people-target.ts'
import { progressBar } from './progress-bar.ts'
import { openTarget, type TargetOptions } from './target.ts'
import { report } from './terminal.ts'

type Options = TargetOptions & { readonly json: boolean; readonly shop: string }

/** Only its user may read it: it holds all that is known of somebody. */
const FILE_MODE = 0o600

const exportCommand = (): Command =>
  withServer(jsonCommand('export', 'write all that is known of a customer to a JSON file'))
    .argument('<customer>', 'the id of the customer')
    .requiredOption('--shop <name>', 'the shop')
    .option('--out <file>', 'where to', 'my-data.json')
    .action((customerId: string, options: Options & { out: string }) =>
      runCommand(options, async ({ settings, output }) => {
        const { out, shop } = options
        const target = await openTarget(settings, options)
        const bar = progressBar('Exporting', '', !output.isJson, () => Date.now())
        const part = `${out}.part`
        try {
          const data = await target.exportCustomer(shop, customerId, (share) => bar.update(share, 1))
          await pipeline(Readable.from(data), createWriteStream(part, { mode: FILE_MODE }))
          await rename(part, out)
          bar.end()
          report(output, { customerId, file: out }, () => `Everything known of ${customerId} is in ${out}.`)
        } finally {
          await rm(part, { force: true })
          await target.close()
        }
      }),
    )

/** @throws AisleError BAD_REQUEST when nobody says yes */
const confirm = async (customerId: string, shop: string): Promise<void> => {
  const refused = new AisleError('BAD_REQUEST', 'Nobody said yes: nothing was erased.', {
    fix: 'Add --yes to erase without a question.',
  })
  if (process.stdin.isTTY !== true) throw refused
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await reader.question(
      `Erase ${customerId} from ${shop}? It cannot be taken back. Type the id to go on: `,
    )
    if (answer.trim() !== customerId) throw refused
  } finally {
    reader.close()
  }
}

const sentencesOf = ({ erased, modelsBefore }: ShownErasure): string => {
  const { events = 0, documents = 0, visitors = 0, decisions = 0, rejects = 0 } = erased ?? {}
  const holding = modelsBefore.filter(({ keepsShoppers }) => keepsShoppers)
  return [
    `Erased: ${events} events lost who did them, ${documents} states of the document, ${visitors} browsers, ${decisions} decisions, ${rejects} records kept aside.`,
    ...(modelsBefore.length === 0
      ? []
      : [
          `${modelsBefore.length} models were trained before${holding.length > 0 ? `, ${holding.length} of them hold what single shoppers did, under no name` : ''}: train with \`npx aisle train\`, and they are used no more.`,
        ]),
  ].join('\n')
}

const eraseCommand = (): Command =>
  withServer(jsonCommand('erase', 'erase a customer from everything; it cannot be taken back'))
    .argument('<customer>', 'the id of the customer')
    .requiredOption('--shop <name>', 'the shop')
    .option('--yes', 'do not ask', false)
    .action((customerId: string, options: Options & { yes: boolean }) =>
      runCommand(options, async ({ settings, output }) => {
        if (!options.yes) await confirm(customerId, options.shop)
        const target = await openTarget(settings, options)
        const bar = progressBar('Erasing', '', !output.isJson, () => Date.now())
        try {
          const status = await target.eraseCustomer(options.shop, customerId, (share) => bar.update(share, 1))
          bar.end()
          report(output, status, () => sentencesOf(status))
        } finally {
          await target.close()
        }
      }),
    )

export const customersCommand = (): Command =>
  new Command('customers')
    .description('export and erase the data of a person')
    .addCommand(exportCommand())
    .addCommand(eraseCommand())
