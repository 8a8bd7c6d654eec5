/** From unknown JSON to a document or a patch of one, or to what is wrong with it. */
import type { TObject } from 'typebox'
import { readCondition } from '../conditions/read-condition.ts'
import { normalizeCategory } from '../domain/catalog.ts'
import { type Json, type JsonObject, mergePatch, setOwn } from '../domain/json.ts'
import { isTimeZone } from '../domain/local-day.ts'
import { isCurrency } from '../domain/money.ts'
import type { DocumentKind } from '../domain/record.ts'
import { ChannelSchema, CustomerSchema, ItemSchema, ShopSchema } from './document-schema.ts'
import { parseInstant } from './instant.ts'
import { ScreenLayoutSchema } from './layout-schema.ts'
import { RegisterSchema } from './pos-schema.ts'
import {
  CuratedListSchema,
  PlacementSchema,
  RuleSchema,
  SavedFilterSchema,
  StrategySchema,
} from './merchandise-schema.ts'
import { compileCheck, type Problem, problem, shapeProblem } from './problem.ts'

export type WireDocumentKind = Exclude<DocumentKind, 'key' | 'associate' | 'erasure' | 'sign-out'>

const shape = (schema: TObject, idField: string) => ({ idField, check: compileCheck(schema) })
const SHAPES = {
  item: shape(ItemSchema, 'itemId'),
  customer: shape(CustomerSchema, 'customerId'),
  channel: shape(ChannelSchema, 'channelId'),
  shop: shape(ShopSchema, 'shop'),
  strategy: shape(StrategySchema, 'strategyId'),
  placement: shape(PlacementSchema, 'placementId'),
  rule: shape(RuleSchema, 'ruleId'),
  'curated-list': shape(CuratedListSchema, 'curatedListId'),
  filter: shape(SavedFilterSchema, 'filterId'),
  'screen-layout': shape(ScreenLayoutSchema, 'layoutId'),
  register: shape(RegisterSchema, 'registerId'),
} as const satisfies Record<WireDocumentKind, unknown>

/** The name of the field that holds a document's id. */
export const idFieldOf = (kind: WireDocumentKind): string => SHAPES[kind].idField

/** Where dates stand: `*` is every key of an object or every element of an array. */
const DATE_PATHS: Readonly<Partial<Record<WireDocumentKind, readonly string[]>>> = {
  item: ['addedAt', 'channels.*.from', 'channels.*.until'],
  customer: ['loyalty.since', 'wishlistAt', 'dismissedAt'],
  channel: ['assortments.*.from', 'assortments.*.until'],
  rule: ['from', 'until'],
  'curated-list': ['from', 'until'],
}
/** Where category paths stand, as lists of text. */
const CATEGORY_PATHS: Readonly<Partial<Record<WireDocumentKind, readonly string[]>>> = {
  item: ['categories'],
  channel: ['assortments.*.categories'],
  rule: ['scope.categories'],
}

/** Where conditions stand: as text, or as a tree. */
const CONDITION_PATHS: Readonly<Partial<Record<WireDocumentKind, readonly string[]>>> = {
  strategy: ['where', 'promotions.*.where'],
  placement: ['where', 'promotions.*.where'],
  rule: ['scope.audience', 'action.items.where'],
  filter: ['where'],
}

/** Gives the value as it is kept, or reports what is wrong with it. */
type Change = (value: Json, pointer: string, report: (problem: Problem) => void) => Json

/** The value with everything at the path changed; parts that are not there are left out. */
const changeAt = (
  value: Json | undefined,
  path: readonly string[],
  change: (value: Json, pointer: string) => Json,
  pointer: string,
): Json | undefined => {
  if (value === undefined || value === null) return value
  const [step, ...rest] = path
  if (step === undefined) return change(value, pointer)
  if (typeof value !== 'object') return value
  if (Array.isArray(value))
    return step === '*'
      ? (value as readonly Json[]).map((inner, k) => changeAt(inner, rest, change, `${pointer}/${k}`) as Json)
      : value
  const object = value as JsonObject
  const keys = step === '*' ? Object.keys(object) : Object.hasOwn(object, step) ? [step] : []
  const changed = { ...object }
  for (const key of keys) setOwn(changed, key, changeAt(object[key], rest, change, `${pointer}/${key}`))
  return changed
}

const toInstant: Change = (value, pointer, report) => {
  if (typeof value !== 'number' && typeof value !== 'string') return value
  const at = parseInstant(value, Number.POSITIVE_INFINITY)
  if (typeof at === 'number') return at
  report(problem('BAD_DATE', pointer, at.message, at.fix))
  return value
}

const toPaths: Change = (value) => {
  if (!Array.isArray(value)) return value
  const paths = (value as readonly Json[]).map((path) =>
    typeof path === 'string' ? normalizeCategory(path) : path,
  )
  return [...new Set(paths)].filter((path) => path !== '')
}

const toCondition: Change = (value, pointer, report) => {
  const read = readCondition(value)
  if ('condition' in read) return read.condition as unknown as Json
  const { pointer: within, message, fix } = read.problem
  report(problem('BAD_CONDITION', `${pointer}${within}`, message.replace(/\.$/, ''), fix))
  return value
}

/** Dates as ms UTC, category paths in the one form. */
const normalize = (
  kind: WireDocumentKind,
  raw: JsonObject,
): { readonly body: JsonObject } | { readonly problem: Problem } => {
  const problems: Problem[] = []
  let body: Json = raw
  for (const [paths, change] of [
    [DATE_PATHS[kind] ?? [], toInstant],
    [CATEGORY_PATHS[kind] ?? [], toPaths],
    [CONDITION_PATHS[kind] ?? [], toCondition],
  ] as const)
    for (const path of paths)
      body = changeAt(
        body,
        path.split('.'),
        (value, pointer) => change(value, pointer, (found) => problems.push(found)),
        '',
      ) as Json
  const [first] = problems
  return first === undefined ? { body: body as JsonObject } : { problem: first }
}

const meaningProblem = (document: JsonObject): Problem | undefined => {
  const { currency, timeZone } = document
  if (typeof currency === 'string' && !isCurrency(currency))
    return problem(
      'UNKNOWN_CURRENCY',
      '/currency',
      `${currency} is not a currency`,
      'Send an ISO 4217 code, as GBP.',
    )
  if (typeof timeZone === 'string' && !isTimeZone(timeZone))
    return problem(
      'UNKNOWN_TIME_ZONE',
      '/timeZone',
      `${timeZone} is not a time zone`,
      'Send an IANA name, as Europe/London.',
    )
  return undefined
}

/**
 * @param current  the document as it stands; given for a patch, which must leave a valid document behind
 * @returns the id and the body to log: the whole document, or the patch when `current` is given
 */
export const parseDocument = (
  kind: WireDocumentKind,
  raw: unknown,
  current?: JsonObject,
): { readonly id: string; readonly body: JsonObject } | { readonly problem: Problem } => {
  const misshapen = shapeProblem(raw, kind)
  if (misshapen !== undefined) return { problem: misshapen }
  const normalized = normalize(kind, raw as JsonObject)
  if ('problem' in normalized) return normalized
  const { body } = normalized
  const { idField, check } = SHAPES[kind]
  const whole = current === undefined ? body : (mergePatch(current, body) as JsonObject)
  if (!check.is(whole)) return { problem: check.problemOf(whole) }
  const wrong = meaningProblem(whole)
  if (wrong !== undefined) return { problem: wrong }
  return { id: whole[idField] as string, body }
}
