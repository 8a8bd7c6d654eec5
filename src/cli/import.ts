/** `aisle import` and `aisle validate`: a file into a shop, or a look at what would become of it. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { parseDocument } from '../api/parse-document.ts'
import { parseEvent } from '../api/parse-event.ts'
import { parseMapping, type Mapping } from '../datasets/mapping.ts'
import { PRESET_NAMES, type PresetName } from '../datasets/presets/presets.ts'
import { FILE_FORMATS, type FileFormat } from '../datasets/read-rows.ts'
import { FILE_KINDS, type FileKind } from '../datasets/wire-fields.ts'
import type { Shop } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { importFile, type ImportOptions } from '../jobs/import.ts'
import type { ImportReport } from '../jobs/import-report.ts'
import { documentKindOf, type DocumentsKind, type Outcome, type Sink } from '../jobs/sink.ts'
import { type CommandContext, jsonCommand, runCommand, withServer } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { parseShop } from './shops.ts'
import { openTarget, type Target, type TargetOptions } from './target.ts'
import { interruptSignal, print } from './terminal.ts'

type FileOptions = {
  readonly json: boolean
  readonly preset?: string
  readonly mapping?: string
  readonly kind?: string
  readonly format?: string
  readonly delimiter?: string
  readonly currency?: string
  readonly timeZone?: string
}
type Options = FileOptions & TargetOptions & { readonly shop: string }

/** What a shop is when the file is the first that is known of it. */
const SHOP_OF_PRESET: Readonly<Record<PresetName, { readonly currency: string; readonly timeZone: string }>> =
  {
    'online-retail': { currency: 'GBP', timeZone: 'Europe/London' },
    'amazon-personalize': { currency: 'USD', timeZone: 'UTC' },
  }

const oneOf = <T extends string>(
  text: string | undefined,
  name: string,
  values: readonly T[],
): T | undefined => {
  if (text === undefined) return undefined
  const known = values.find((value) => value === text)
  if (known === undefined)
    throw new AisleError('BAD_REQUEST', `There is no ${name} ${JSON.stringify(text)}.`, {
      fix: `Choose one of ${values.join(', ')}.`,
    })
  return known
}

const readMapping = async (path: string | undefined): Promise<Mapping | undefined> => {
  if (path === undefined) return undefined
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new AisleError('FILE_UNREADABLE', `The mapping ${path} cannot be read.`, { cause })
  }
  try {
    return parseMapping(JSON.parse(text))
  } catch (cause) {
    if (cause instanceof AisleError) throw cause
    throw new AisleError('MAPPING_INVALID', `The mapping ${path} is not JSON: ${(cause as Error).message}.`, {
      cause,
    })
  }
}

/** The way of reading that the options ask for. */
const readingOf = async (options: FileOptions): Promise<Partial<ImportOptions>> => {
  const chosen = {
    preset: oneOf<PresetName>(options.preset, 'preset', PRESET_NAMES),
    mapping: await readMapping(options.mapping),
    kind: oneOf<FileKind>(options.kind, 'kind', FILE_KINDS),
    format: oneOf<FileFormat>(options.format, 'format', FILE_FORMATS),
    delimiter: options.delimiter === '\\t' ? '\t' : options.delimiter,
  }
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
}

/** The shop, made now when it is new and the file or the options say enough of it. */
const shopFor = async (target: Target, path: string, options: Options): Promise<Shop> => {
  const known = await target.findShop(options.shop)
  if (known !== undefined) return known
  const preset = options.preset === undefined ? undefined : SHOP_OF_PRESET[options.preset as PresetName]
  const currency = options.currency ?? preset?.currency
  const timeZone = options.timeZone ?? preset?.timeZone
  if (currency === undefined || timeZone === undefined)
    throw new AisleError('SHOP_UNKNOWN', `There is no shop ${JSON.stringify(options.shop)}.`, {
      fix: 'Give `--currency` and `--time-zone` as well, and it is created.',
    })
  const shop = parseShop({ shop: options.shop, currency, timeZone, title: options.shop })
  await target.createShop(shop)
  // A cursor of a shop of that name that is no more would skip rows.
  await target.cursorFor(options.shop, path).write(undefined)
  return shop
}

const sentencesOf = (report: ImportReport): string => {
  const count = (value: number): string => value.toLocaleString('en')
  return [
    `${basename(report.file)}: read ${count(report.read)}, kept ${count(report.kept)}, refused ${count(report.refused)} rows`,
    `  ${count(report.events)} events, ${count(report.items)} items, ${count(report.customers)} customers added; ${count(report.duplicates)} were there already`,
    `  ${(report.durationMs / 1000).toFixed(1)} s, ${count(Math.round(report.rowsPerSecond))} rows/s${report.isResumed ? ', gone on from an earlier run' : ''}`,
    ...report.reasons.flatMap(({ code, field, message, fix, count: rows, examples }) => [
      `  ${count(rows)} rows ${code}${field === '' ? '' : ` ${field}`}: ${[message, fix].filter((part) => part !== '').join('. ')}`,
      ...examples.slice(0, 2).map(({ row, text }) => `      row ${row}: ${text}`),
    ]),
    ...(report.isComplete ? [] : ['Interrupted. Run the same command again to go on.']),
  ].join('\n')
}

const runImport = async (
  { output }: CommandContext,
  path: string,
  options: FileOptions,
  rest: Pick<ImportOptions, 'sink' | 'shop' | 'cursor' | 'signal'>,
): Promise<number> => {
  const bar = progressBar(`Reading ${basename(path)}`, 'rows', !output.isJson, () => Date.now())
  const report = await importFile({
    path,
    ...(await readingOf(options)),
    ...rest,
    now: () => Date.now(),
    progress: ({ bytesDone, bytesTotal, rows }) =>
      bar.update(rows, bytesDone === 0 ? rows : Math.max(rows, (rows * bytesTotal) / bytesDone)),
  })
  bar.end()
  print(output.isJson ? JSON.stringify(report, null, 2) : sentencesOf(report))
  return report.isComplete ? 0 : 130
}

const withFile = (command: Command): Command =>
  command
    .argument('<file>', 'CSV, JSONL or Parquet, also compressed with gzip')
    .option('--preset <name>', `a kind of file known by name: ${PRESET_NAMES.join(', ')}`)
    .option('--mapping <file>', 'a JSON file that says which column is what; see docs/importing.md')
    .option('--kind <kind>', `what the rows are, when the columns do not tell: ${FILE_KINDS.join(', ')}`)
    .option('--format <format>', `when the name does not tell: ${FILE_FORMATS.join(', ')}`)
    .option('--delimiter <character>', 'of CSV, when the header does not tell')
    .option('--currency <code>', 'of a shop that is new')
    .option('--time-zone <name>', 'of a shop that is new')

export const importCommand = (): Command =>
  withServer(
    withFile(jsonCommand('import', 'bring a file of items, customers, orders or events into a shop')),
  )
    .requiredOption('--shop <name>', 'the shop; created when it is new')
    .action((path: string, options: Options) =>
      runCommand(options, async (context) => {
        const signal = interruptSignal()
        const target = await openTarget(context.settings, options)
        try {
          const shop = await shopFor(target, path, options)
          return await runImport(context, path, options, {
            sink: await target.sinkFor(options.shop, signal),
            shop,
            cursor: target.cursorFor(options.shop, path),
            signal,
          })
        } finally {
          await target.close()
        }
      }),
    )

/** A sink that checks records as the real one does, and keeps nothing. */
const checkingSink = (now: () => number): Sink => {
  let given = 0
  return {
    send: async (kind, records) =>
      records.map((raw): Outcome => {
        const parsed =
          kind === 'events'
            ? parseEvent(raw, { now: now(), newEventId: () => `checked-${++given}`, isBot: false })
            : // Files bring neither registers nor associates.
              parseDocument(documentKindOf(kind as DocumentsKind), raw)
        if ('problem' in parsed) return { status: 'rejected', ...parsed.problem }
        return { status: 'accepted', id: 'event' in parsed ? parsed.event.eventId : parsed.id }
      }),
  }
}

export const validateCommand = (): Command =>
  withFile(jsonCommand('validate', 'read a file as an import would, and keep nothing')).action(
    (path: string, options: FileOptions) =>
      runCommand(options, async (context) => {
        const preset = oneOf<PresetName>(options.preset, 'preset', PRESET_NAMES)
        const { currency = 'EUR', timeZone = 'UTC' } = {
          ...(preset !== undefined && SHOP_OF_PRESET[preset]),
          ...(options.currency !== undefined && { currency: options.currency }),
          ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
        }
        const shop = parseShop({ shop: 'validate', currency, timeZone })
        return runImport(context, path, options, {
          sink: checkingSink(() => Date.now()),
          shop,
          signal: interruptSignal(),
        })
      }),
  )
