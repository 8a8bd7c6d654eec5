/** Conditions and facts by chance, small enough that conditions hold about as often as not. */
import fc from 'fast-check'
import {
  type Comparison,
  type Condition,
  type FieldPath,
  type FieldValue,
  HISTORY_COMPARISONS,
  type HistoryCount,
  type Operand,
  PAST_ACT_KINDS,
} from '../domain/condition.ts'
import { DAY_MS } from '../domain/local-day.ts'
import type { Facts } from './facts.ts'
import { ANY_ATTRIBUTE, COMPARISONS_OF, type Field, FIELDS } from './fields.ts'

export const NOW = Date.UTC(2026, 5, 1)
const WORDS = ['A', 'a', 'B', 'Kitchen', 'Kitchen > Kettles', 'Garden', 'kit', 'It said "no"\\\n€', '']

/** Names that need brackets in text, too. */
const ATTRIBUTE_NAMES = ['color', 'size.eu', 'energy class', 'a"b', 'Größe', 'in', '1.5', 'x]', '__proto__']

const fieldArbitrary: fc.Arbitrary<readonly [FieldPath, Field]> = fc
  .tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...ATTRIBUTE_NAMES))
  .map(([field, name]) => [
    `${field.subject}.${field.name === ANY_ATTRIBUTE ? `attributes.${name}` : field.name}`,
    field,
  ])

const someNumber = fc.oneof(
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0, -0, 0.5, 1e21, -1e-7, NOW, NOW + 1, NOW - 12_345_678),
)
const someText = fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 5, unit: 'binary' }))

const scalarFor = (field: Field, is: Comparison): fc.Arbitrary<string | number | boolean> => {
  if (is === '<' || is === '<=' || is === '>' || is === '>=') return someNumber
  if (is === 'under' || is === 'contains' || is === 'starts with') return someText
  if (field.values !== undefined) return fc.constantFrom(...field.values)
  if (field.type === 'number') return someNumber
  if (field.type === 'flag') return fc.boolean()
  if (field.type === 'any') return fc.oneof(someNumber, someText, fc.boolean())
  return someText
}

const operandFor = (field: Field, is: Comparison): fc.Arbitrary<Operand> => {
  const parameter = fc.constantFrom('ONE', 'two', 'T3').map((name): Operand => ({ parameter: name }))
  const scalar = scalarFor(field, is)
  const values = fc.array(
    scalar.filter((value) => typeof value !== 'boolean'),
    { minLength: 1, maxLength: 3 },
  )
  const isList = is === 'in' || is === 'not in'
  const takesList = isList || is === 'under' || is === 'contains' || is === 'starts with'
  const isOrder = is === '<' || is === '<=' || is === '>' || is === '>='
  const wanted = isOrder ? 'number' : takesList && !isList ? 'text' : field.type
  const suitable = fieldArbitrary.filter(
    ([, { type }]) => wanted === 'any' || type === 'any' || type.slice(0, 4) === wanted.slice(0, 4),
  )
  const otherField = fc
    .tuple(suitable, fc.option(someNumber, { nil: undefined }), fc.option(someNumber, { nil: undefined }))
    .map(([[path, { type }], times, plus]): Operand => {
      const reckons = type === 'number' || type === 'any'
      return {
        field: path,
        ...(reckons && times !== undefined && { times }),
        ...(reckons && plus !== undefined && { plus }),
      }
    })
  const literal: fc.Arbitrary<Operand> = isList
    ? values.map((value) => ({ value }))
    : takesList
      ? fc.oneof(values, scalar).map((value): Operand => ({ value }))
      : scalar.map((value) => ({ value }))
  return fc.oneof({ weight: 5, arbitrary: literal }, { weight: 2, arbitrary: otherField }, parameter)
}

const comparisonArbitrary: fc.Arbitrary<Condition> = fieldArbitrary.chain(([path, field]) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...COMPARISONS_OF[field.type])
        .chain((is) => operandFor(field, is).map((than): Condition => ({ field: path, is, than }))),
    },
    fc.constantFrom('known' as const, 'unknown' as const).map((is): Condition => ({ field: path, is })),
  ),
)

const countOf = (inner: fc.Arbitrary<Condition>): fc.Arbitrary<HistoryCount> =>
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...PAST_ACT_KINDS), { minLength: 1, maxLength: 4 }),
      fc.option(fc.oneof(fc.constant('item' as const), inner), { nil: undefined }),
      fc.option(fc.constantFrom(1, 2, 0.5, 30), { nil: undefined }),
    )
    .map(([acts, of, withinDays]) => ({
      acts,
      ...(of !== undefined && { of }),
      ...(withinDays !== undefined && { withinDays }),
    }))

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const inner = tie('condition')
  return {
    condition: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      comparisonArbitrary,
      comparisonArbitrary,
      fc.array(inner, { maxLength: 3 }).map((all): Condition => ({ all })),
      fc.array(inner, { maxLength: 3 }).map((any): Condition => ({ any })),
      inner.map((not): Condition => ({ not })),
      fc
        .tuple(fc.constantFrom('some' as const, 'every' as const, 'none' as const), inner)
        .map(([lines, hold]): Condition => ({ lines, hold })),
      fc
        .tuple(countOf(inner), fc.constantFrom(...HISTORY_COMPARISONS), fc.nat(4))
        .map(([history, is, than]): Condition => ({ history, is, than })),
      fc
        .tuple(fc.array(countOf(inner), { minLength: 2, maxLength: 3 }), fc.constantFrom(1, 2, 0.25))
        .map(([sequence, withinDays]): Condition => ({ sequence, withinDays })),
    ),
  }
})
/** Conditions that pass the check. */
export const conditionArbitrary: fc.Arbitrary<Condition> = condition

const valueArbitrary: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0.5, NOW),
  fc.boolean(),
  fc.constant(undefined),
  fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.integer({ min: -1, max: 3 })), { maxLength: 3 }),
)

export const ITEM_COUNT = 4

/** A value for a field of an item or of what is fixed: always the same for the same name. */
const pick = (values: readonly FieldValue[], salt: string): FieldValue => {
  let hash = 7
  for (let k = 0; k < salt.length; k++) hash = (hash * 31 + salt.charCodeAt(k)) % 9_973
  return values[hash % values.length]
}

/** Facts of a shop of `ITEM_COUNT` items, in which every field has some value or none. */
export const factsArbitrary: fc.Arbitrary<Facts> = fc
  .record({
    values: fc.array(valueArbitrary, { minLength: 1, maxLength: 12 }),
    basket: fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { maxLength: 3 }),
    past: fc.array(
      fc.record({
        kind: fc.constantFrom(...PAST_ACT_KINDS),
        item: fc.nat(ITEM_COUNT - 1),
        at: fc.integer({ min: 0, max: 16 }).map((quarters) => NOW - (quarters * DAY_MS) / 4),
      }),
      { maxLength: 6 },
    ),
    given: fc.uniqueArray(fc.constantFrom('ONE', 'two', 'T3'), { minLength: 1, maxLength: 3 }),
  })
  .map(({ values, basket, past, given }) => ({
    item: (item, name) => pick(values, `${item} ${name}`),
    fixed: (subject, name) => pick(values, `${subject} ${name}`),
    basket,
    past: () => past.toSorted((a, b) => a.at - b.at),
    now: NOW,
    parameters: Object.fromEntries(given.map((name) => [name, pick(values, name)])),
  }))
