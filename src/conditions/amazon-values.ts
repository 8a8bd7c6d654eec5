/** Values of the parameters of a filter expression: quoted texts with commas between them, or lists. */
import type { FieldValue, PastActKind } from '../domain/condition.ts'
import { parseEventKind } from '../domain/event-kind.ts'
import { valuesOf } from './compare-values.ts'
import { ConditionError, shown } from './condition-error.ts'

export type AmazonValues = Readonly<Record<string, FieldValue>>

const ACT_OF_KIND: ReadonlyMap<string, PastActKind> = new Map([
  ['product-view', 'view'],
  ['cart-add', 'cart'],
  ['wishlist-add', 'wish'],
  ['order', 'purchase'],
])

/** @returns the act that an event type is kept as, or undefined when it is not kept */
export const actOfEventType = (eventType: string): PastActKind | undefined =>
  ACT_OF_KIND.get(parseEventKind(eventType) ?? '')

const refuseValue = (name: string, message: string, fix: string): never => {
  throw new ConditionError({ message: `The value of $${name} ${message}.`, fix, pointer: '' })
}

const QUOTED = /\s*("(?:[^"\\]|\\.)*")\s*(,|$)/y

/** `"a","b"` → a, b; text that does not begin with a quote is one value. */
const splitQuoted = (name: string, text: string): readonly string[] => {
  if (!text.trimStart().startsWith('"')) return [text]
  const values: string[] = []
  QUOTED.lastIndex = 0
  for (let isMore = true; isMore; ) {
    const match = QUOTED.exec(text)
    if (match === null)
      return refuseValue(name, 'is not well quoted', String.raw`Send "\"a\",\"b\"", or a list.`)
    try {
      values.push(JSON.parse(match[1] as string) as string)
    } catch {
      refuseValue(
        name,
        'is not well quoted',
        String.raw`Within quotes write \" for a quote and \\ for a backslash.`,
      )
    }
    isMore = match[2] === ','
  }
  return values
}

/**
 * @returns undefined when the parameter was not given; an empty list is none
 * @throws ConditionError for quotes that are not closed
 */
export const textsGiven = (values: AmazonValues, name: string): readonly string[] | undefined => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  if (typeof value === 'string') return splitQuoted(name, value)
  const texts = valuesOf(value).map(String)
  return texts.length === 0 ? undefined : texts
}

/** @throws ConditionError for what is no single number */
export const numberGiven = (values: AmazonValues, name: string): number | undefined => {
  const texts = textsGiven(values, name)
  if (texts === undefined) return undefined
  const [text = ''] = texts
  const value = text.trim() === '' || texts.length > 1 ? Number.NaN : Number(text)
  return Number.isFinite(value)
    ? value
    : refuseValue(
        name,
        `is ${shown(JSON.stringify(texts))}, and it is compared as a number`,
        'Send one number.',
      )
}
