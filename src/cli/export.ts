/** `aisle export`: a shop's records as a file that can be imported again. */
import type { Command } from 'commander'
import { FILE_FORMATS, formatOfPath } from '../datasets/read-rows.ts'
import { AisleError } from '../domain/errors.ts'
import { isShopId } from '../domain/ids.ts'
import { exportShop } from '../jobs/export.ts'
import { RECORD_KINDS } from '../jobs/sink.ts'
import { openStore } from '../server/engine.ts'
import { jsonCommand, runCommand } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { interruptSignal, report } from './terminal.ts'

type Options = {
  readonly json: boolean
  readonly shop: string
  readonly kind: string
  readonly format?: string
  readonly out?: string
}

const choose = <T extends string>(text: string, name: string, values: readonly T[]): T => {
  const known = values.find((value) => value === text)
  if (known !== undefined) return known
  throw new AisleError('BAD_REQUEST', `There is no ${name} ${JSON.stringify(text)}.`, {
    fix: `Choose one of ${values.join(', ')}.`,
  })
}

export const exportCommand = (): Command =>
  jsonCommand('export', 'write the records of a shop to a file')
    .requiredOption('--shop <name>', 'the shop')
    .requiredOption('--kind <kind>', RECORD_KINDS.join(', '))
    .option('--out <file>', 'left out, the standard output; .gz compresses')
    .option('--format <format>', `${FILE_FORMATS.join(', ')}; else judged by the name of the file`)
    .action((options: Options) =>
      runCommand(options, async ({ settings, output }) => {
        const kind = choose(options.kind, 'kind', RECORD_KINDS)
        const format = choose(
          options.format ?? (options.out === undefined ? undefined : formatOfPath(options.out)) ?? 'jsonl',
          'format',
          FILE_FORMATS,
        )
        const store = await openStore(settings)
        try {
          if (!isShopId(options.shop) || !(await store.listShops()).includes(options.shop))
            throw new AisleError('SHOP_UNKNOWN', `There is no shop ${JSON.stringify(options.shop)}.`)
          const signal = interruptSignal()
          const bar = progressBar(
            `Writing ${kind}`,
            'rows',
            options.out !== undefined && !output.isJson,
            () => Date.now(),
          )
          const written = await exportShop({
            store,
            shop: options.shop,
            kind,
            format,
            out: options.out ?? process.stdout,
            signal,
            progress: ({ done, total }) => bar.update(done, total ?? done),
          })
          bar.end()
          if (options.out !== undefined)
            report(output, written, () => `Wrote ${written.rows} ${kind} to ${options.out}.`)
          return signal.aborted ? 130 : 0
        } finally {
          await store.close()
        }
      }),
    )
