/** Every setting, once: name, meaning, default and range. The only reader of the environment. */
import { resolve } from 'node:path'
import { AisleError } from '../domain/errors.ts'

type Row<T> = {
  readonly env: string
  readonly help: string
  readonly fallback: T
  /** Its text is shown nowhere. */
  readonly isSecret?: true
  /** @returns the value, or what is wrong with the text */
  readonly parse: (text: string) => T | { readonly wrong: string }
}

const integer =
  (min: number, max: number) =>
  (text: string): number | { wrong: string } => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    return Number.isInteger(value) && value >= min && value <= max
      ? value
      : { wrong: `a whole number from ${min} to ${max}` }
  }
const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
const onnxPath = (text: string): string | { wrong: string } =>
  /\.onnx$/i.test(text) ? resolve(text) : { wrong: 'the path of an .onnx file' }
/** Guessing a shorter one would be worth somebody's while. */
export const SHOPPER_SECRET_LENGTH_MIN = 32
const PICTURE_FETCHES = ['none', 'public', 'any'] as const
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

export const SETTINGS = {
  port: {
    env: 'AISLE_PORT',
    help: 'Port of everything: API, storefront, POS, console. 0 takes a free one.',
    fallback: 7400,
    parse: integer(0, 65_535),
  } satisfies Row<number>,
  host: {
    env: 'AISLE_HOST',
    help: 'Address to listen on. Anything but loopback opens the shop to the network.',
    fallback: '127.0.0.1',
    parse: (text) => text,
  } satisfies Row<string>,
  dataFolder: {
    env: 'AISLE_DATA',
    help: 'Folder of the embedded store, the segments and the models.',
    fallback: 'data',
    parse: (text) => text,
  } satisfies Row<string>,
  databaseUrl: {
    env: 'AISLE_DATABASE_URL',
    help: 'A PostgreSQL address (postgres://…): the store is there instead of in the data folder.',
    fallback: '',
    parse: (text) =>
      /^postgres(ql)?:\/\//.test(text) ? text : { wrong: 'an address that begins with postgres://' },
  } satisfies Row<string>,
  queueRecordsMax: {
    env: 'AISLE_QUEUE_RECORDS',
    help: 'Records that may wait to become durable; above it the answer is 429.',
    fallback: 20_000,
    parse: integer(1, 10_000_000),
  } satisfies Row<number>,
  requestsPerMinuteMax: {
    env: 'AISLE_REQUESTS_PER_MINUTE',
    help: 'Requests a minute that one address beyond this machine may make; above it the answer is 429.',
    fallback: 6_000,
    parse: integer(1, 100_000_000),
  } satisfies Row<number>,
  corsOrigins: {
    env: 'AISLE_CORS_ORIGINS',
    help: 'Origins, separated by commas, whose pages may call the API from a browser.',
    fallback: [] as readonly string[],
    parse: words,
  } satisfies Row<readonly string[]>,
  allowedHosts: {
    env: 'AISLE_ALLOWED_HOSTS',
    help: 'Host names, separated by commas, under which the server may be called besides its own address.',
    fallback: [] as readonly string[],
    parse: words,
  } satisfies Row<readonly string[]>,
  shopperSecret: {
    env: 'AISLE_SHOPPER_SECRET',
    help: 'What tokens of shoppers and registers are signed with; several servers of one shop need the same. Left out, one is made in the data folder.',
    fallback: '' as string,
    isSecret: true,
    parse: (text) =>
      text.length >= SHOPPER_SECRET_LENGTH_MIN
        ? text
        : { wrong: `at least ${SHOPPER_SECRET_LENGTH_MIN} characters` },
  } satisfies Row<string>,
  decisionDays: {
    env: 'AISLE_DECISION_DAYS',
    help: 'Days that decisions are kept on disk; 0 keeps the newest in memory only, and removes those on disk.',
    fallback: 30,
    parse: integer(0, 3_650),
  } satisfies Row<number>,
  decisionMb: {
    env: 'AISLE_DECISION_MB',
    help: 'Disk that the decisions of one shop may take, in MB; the oldest days go first.',
    fallback: 1_024,
    parse: integer(1, 16_777_216),
  } satisfies Row<number>,
  trainEveryHours: {
    env: 'AISLE_TRAIN_EVERY_HOURS',
    help: 'Hours after which the server trains a shop again; 0 leaves it to the command and the API.',
    fallback: 24,
    parse: integer(0, 8_760),
  } satisfies Row<number>,
  trainThreads: {
    env: 'AISLE_TRAIN_THREADS',
    help: 'Threads that train; 0 takes all cores but one.',
    fallback: 0,
    parse: integer(0, 256),
  } satisfies Row<number>,
  trainMemoryMb: {
    env: 'AISLE_TRAIN_MEMORY_MB',
    help: 'Memory that training may use, in MB; 0 takes half of what the machine, or its container, has. Recipes that need more are passed over.',
    fallback: 0,
    parse: integer(0, 16_777_216),
  } satisfies Row<number>,
  pictureFetch: {
    env: 'AISLE_PICTURE_FETCH',
    help: `Pictures of items that training fetches from the web: ${PICTURE_FETCHES.join(', ')}. Public ones are at addresses that anybody can reach.`,
    fallback: 'none' as string,
    parse: (text) =>
      (PICTURE_FETCHES as readonly string[]).includes(text)
        ? text
        : { wrong: `one of ${PICTURE_FETCHES.join(', ')}` },
  } satisfies Row<string>,
  embedderPicture: {
    env: 'AISLE_EMBEDDER_PICTURE',
    help: 'An embedding model of pictures that you bring, an ONNX file; without one, pictures are compared by form and colour.',
    fallback: '',
    parse: onnxPath,
  } satisfies Row<string>,
  embedderText: {
    env: 'AISLE_EMBEDDER_TEXT',
    help: 'An embedding model of texts that you bring, an ONNX file.',
    fallback: '',
    parse: onnxPath,
  } satisfies Row<string>,
  logLevel: {
    env: 'AISLE_LOG_LEVEL',
    help: `One of ${LOG_LEVELS.join(', ')}.`,
    fallback: 'warn' as string,
    parse: (text) =>
      (LOG_LEVELS as readonly string[]).includes(text) ? text : { wrong: `one of ${LOG_LEVELS.join(', ')}` },
  } satisfies Row<string>,
} as const

export type Settings = {
  readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['fallback'] extends readonly string[]
    ? readonly string[]
    : (typeof SETTINGS)[Name]['fallback'] extends number
      ? number
      : string
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(SETTINGS).map(({ env }) => env))
/** Read by the scripts that start the program, not by the program. */
const OTHERS: ReadonlySet<string> = new Set(['AISLE_CHROMIUM', 'AISLE_BENCH_SCALE'])

/**
 * @throws AisleError SETTING_INVALID that names every bad setting at once
 */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const problems: string[] = []
  const settings: Record<string, unknown> = {}
  for (const [name, row] of Object.entries(SETTINGS) as [string, Row<unknown>][]) {
    const text = environment[row.env]
    const parsed = text === undefined || text === '' ? row.fallback : row.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'wrong' in parsed)
      problems.push(
        `${row.env}${row.isSecret === true ? '' : `=${JSON.stringify(text)}`} must be ${String(parsed.wrong)}`,
      )
    else settings[name] = parsed
  }
  for (const name of Object.keys(environment))
    if (name.startsWith('AISLE_') && !KNOWN.has(name) && !OTHERS.has(name))
      problems.push(`${name} is not a setting; there are ${[...KNOWN].join(', ')}`)
  if (problems.length > 0) throw new AisleError('SETTING_INVALID', `${problems.join('; ')}.`)
  return { ...settings, dataFolder: resolve(settings['dataFolder'] as string) } as Settings
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost', '[::1]'])
const LOOPBACK_BLOCK = /^127(\.\d{1,3}){3}$/
/** By the whole name: `127.0.0.1.example` is somebody else's. */
export const isLoopback = (host: string): boolean => LOOPBACK.has(host) || LOOPBACK_BLOCK.test(host)
