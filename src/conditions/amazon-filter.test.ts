import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldValue } from '../domain/condition.ts'
import { type AmazonFilter, compileAmazonFilter, parseAmazonFilter } from './amazon-filter.ts'
import type { AmazonValues } from './amazon-values.ts'
import type { CompiledCondition } from './compile-condition.ts'
import { ConditionError, type ConditionProblem } from './condition-error.ts'
import type { Facts, PastAct } from './facts.ts'

type Fields = Readonly<Record<string, FieldValue>>

const NOW = Date.UTC(2026, 5, 1)
const SHOP: readonly Fields[] = [
  { itemId: 'boot', categories: ['shoe > boot'], price: 90, 'attributes.GENRE': ['outdoor', 'work'] },
  { itemId: 'sandal', categories: ['shoe > sandal'], price: 30, 'attributes.GENRE': ['outdoor'] },
  { itemId: 'snack', categories: ['salty snacks'], price: 2, 'attributes.promoted': true },
  { itemId: 'drink', categories: ['cold dispensed'], price: 3, 'attributes.promoted': 'Y' },
  { itemId: 'plain', addedAt: Date.UTC(2026, 0, 1) },
]

const act = (kind: PastAct['kind'], itemId: string): PastAct => ({
  kind,
  item: SHOP.findIndex((item) => item['itemId'] === itemId),
  at: NOW - 1,
})

type Given = { readonly seed?: string; readonly shopper?: Fields; readonly past?: readonly PastAct[] }
const factsOf = ({ seed, shopper = {}, past = [] }: Given): Facts => ({
  item: (item, name) => SHOP[item]?.[name],
  fixed: (subject, name) =>
    subject === 'seed'
      ? SHOP.find((item) => item['itemId'] === seed)?.[name]
      : subject === 'shopper'
        ? shopper[name]
        : undefined,
  basket: [],
  past: () => past,
  now: NOW,
  parameters: {},
})

const compiled = (text: string, values: AmazonValues = {}): CompiledCondition =>
  compileAmazonFilter(parseAmazonFilter(text), values)

/** The items that the filter leaves; where it leaves one out, it can say why. */
const left = (text: string, given: Given = {}, values: AmazonValues = {}): readonly FieldValue[] => {
  const filter = compiled(text, values)
  const facts = factsOf(given)
  return SHOP.flatMap((item, k) => {
    const isIn = filter.test(facts, k)
    expect(filter.explain(facts, k) === undefined).toBe(isIn)
    return isIn ? [item['itemId']] : []
  })
}

const problemOf = (make: () => unknown): ConditionProblem => {
  try {
    make()
  } catch (error) {
    if (error instanceof ConditionError) return error.problem
    throw error
  }
  throw new Error('it was taken')
}

const PURCHASED = 'EXCLUDE ItemID WHERE INTERACTIONS.event_type IN ("Purchase")'
const C_STORE = '"cold dispensed", "hot dispensed", "salty snacks", "food service"'
const PROMOTED = `${PURCHASED} | INCLUDE ItemID WHERE ITEMS.PROMOTED IN ("Y")`
const past = [act('purchase', 'boot'), act('view', 'sandal'), act('purchase', 'drink')]

test('Retail Demo Store 1, exclude purchased', () => {
  expect(left(PURCHASED, { past })).toEqual(['sandal', 'snack', 'plain'])
  expect(left(PURCHASED)).toHaveLength(5)
})

test('Retail Demo Store 2, c-store only; what has no category is not of it', () => {
  expect(left(`EXCLUDE ItemID WHERE ITEMS.CATEGORY_L1 NOT IN (${C_STORE})`)).toEqual(['snack', 'drink'])
})

test('Retail Demo Store 3, exclude purchased and c-store categories', () => {
  const filter = `${PURCHASED} | EXCLUDE ItemID WHERE ITEMS.CATEGORY_L1 IN (${C_STORE})`
  expect(left(filter, { past })).toEqual(['sandal', 'plain'])
})

test('Retail Demo Store 4, same category', () => {
  const filter = 'INCLUDE ItemID WHERE ITEMS.CATEGORY_L1 IN CurrentItem.CATEGORY_L1'
  expect(left(filter, { seed: 'boot' })).toEqual(['boot', 'sandal'])
  expect(left(filter, { seed: 'plain' })).toEqual([])
  expect(left(filter)).toEqual([])
})

test('Retail Demo Store 5, exclude purchased, same category', () => {
  const filter = `${PURCHASED} | INCLUDE ItemID WHERE ITEMS.CATEGORY_L1 IN CurrentItem.CATEGORY_L1`
  expect(left(filter, { seed: 'boot', past })).toEqual(['sandal'])
})

test('Retail Demo Store 6, promoted; other spellings of yes are not Y', () => {
  expect(left(PROMOTED)).toEqual(['drink'])
  expect(left(PROMOTED, { past })).toEqual([])
})

test('Retail Demo Store 7, promoted and no c-store', () => {
  expect(left(`${PROMOTED} AND ITEMS.CATEGORY_L1 NOT IN (${C_STORE})`)).toEqual([])
  expect(left(`${PROMOTED} AND ITEMS.CATEGORY_L1 NOT IN ("salty snacks")`)).toEqual(['drink'])
})

test('guide, event types as a parameter', () => {
  const filter = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($EVENT_TYPE)'
  expect(left(filter, { past }, { EVENT_TYPE: '"purchase"' })).toEqual(['sandal', 'snack', 'plain'])
  expect(left(filter, { past }, { EVENT_TYPE: '"VIEW","Purchase"' })).toEqual(['snack', 'plain'])
  expect(left(filter, { past }, { EVENT_TYPE: ['View', 'Watched Upside Down'] })).toHaveLength(4)
  expect(left(filter, { past }, { EVENT_TYPE: 'Watched Upside Down' })).toHaveLength(5)
  expect(left(filter, { past }, { EVENT_TYPE: '*' })).toEqual(['snack', 'plain'])
  expect(left(filter, { past })).toHaveLength(5)
})

test('guide, cheaper than the item of the page and of its genres', () => {
  const filter = 'INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE AND Items.GENRE IN CurrentItem.GENRE'
  expect(left(filter, { seed: 'boot' })).toEqual(['sandal'])
  expect(left(filter, { seed: 'sandal' })).toEqual([])
})

test('guide, shoes that are no boots are excluded', () => {
  const filter = 'EXCLUDE ItemID WHERE Items.CATEGORY_L1 IN ("shoe") AND Items.CATEGORY_L2 NOT IN ("boot")'
  expect(left(filter)).toEqual(['boot', 'snack', 'drink', 'plain'])
})

test('guide, created before a date, in seconds', () => {
  const filter = 'INCLUDE ItemID WHERE Items.CREATION_TIMESTAMP < $DATE'
  const at = Date.UTC(2026, 0, 1) / 1_000
  expect(left(filter, {}, { DATE: at + 1 })).toEqual(['plain'])
  expect(left(filter, {}, { DATE: `"${at}"` })).toEqual([])
})

test('guide, only if the user is of age; otherwise the expression asks nothing', () => {
  const filter = 'INCLUDE ItemID WHERE Items.PRICE < 50 IF CurrentUser.AGE > 18'
  expect(left(filter, { shopper: { age: 19 } })).toEqual(['sandal', 'snack', 'drink'])
  expect(left(filter, { shopper: { age: 18 } })).toHaveLength(5)
  expect(left(filter)).toHaveLength(5)
})

test('guide, users of a membership', () => {
  const filter = 'INCLUDE UserID WHERE Users.MEMBERSHIP_STATUS IN ($MEMBERSHIP)'
  const shopper = { 'attributes.membershipStatus': 'gold' }
  expect(left(filter, { shopper }, { MEMBERSHIP: '"silver","gold"' })).toHaveLength(5)
  expect(left(filter, { shopper }, { MEMBERSHIP: '"silver"' })).toEqual([])
  expect([...compiled(filter, { MEMBERSHIP: 'gold' }).needs]).toEqual(['shopper'])
  expect(left('EXCLUDE UserID WHERE Interactions.EVENT_TYPE IN (*)', { past })).toEqual([])
})

test('keywords and datasets have any case, values do not', () => {
  expect(left('include itemid where items.category_l1 in ("shoe") or ITEMS.Category_L1 In ("SHOE")')).toEqual(
    ['boot', 'sandal'],
  )
})

test('* is any kept type, with quotes and without', () => {
  for (const any of ['*', '"*"']) {
    expect(left(`INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (${any})`, { past })).toHaveLength(3)
    expect(left(`EXCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN (${any})`, { past })).toHaveLength(3)
  }
})

test('AND binds before OR', () => {
  const filter = 'INCLUDE ItemID WHERE Items.PRICE > 80 OR Items.PRICE < 50 AND Items.CATEGORY_L1 IN ("shoe")'
  expect(left(filter)).toEqual(['boot', 'sandal'])
})

test('a yes or no of ours is met by the ways of writing it there', () => {
  for (const is of ['IN ("True")', 'IN ("true", "Y")', '= 1'])
    expect(left(`INCLUDE ItemID WHERE Items.PROMOTED ${is}`)).toContain('snack')
  expect(left('INCLUDE ItemID WHERE Items.PROMOTED IN ("False")')).toEqual([])
})

test('!= and NOT IN hold of items without the field', () => {
  expect(left('INCLUDE ItemID WHERE Items.PRICE != 90')).toContain('plain')
  expect(left('INCLUDE ItemID WHERE Items.GENRE NOT IN ("work")')).toContain('plain')
  expect(left('INCLUDE ItemID WHERE Items.PRICE < 1000')).not.toContain('plain')
})

test('of an EXCLUDE what waits for a parameter is left out, and the rest stays', () => {
  const filter =
    'EXCLUDE ItemID WHERE Items.CATEGORY_L1 IN ($L1) AND Items.PRICE < 50 | EXCLUDE ItemID WHERE Items.GENRE IN ($G)'
  expect(left(filter, {}, { L1: 'shoe', G: 'work' })).toEqual(['snack', 'drink', 'plain'])
  expect(left(filter, {}, { L1: 'shoe' })).toEqual(['boot', 'snack', 'drink', 'plain'])
  expect(left(filter)).toEqual(['boot', 'plain'])
  expect(left('EXCLUDE ItemID WHERE Items.PRICE < 50 IF CurrentUser.AGE > $AGE')).toHaveLength(5)
  const { required, optional }: AmazonFilter = parseAmazonFilter(
    `${filter} | INCLUDE ItemID WHERE Items.GENRE IN ($G)`,
  )
  expect({ required, optional }).toEqual({ required: ['G'], optional: ['L1'] })
})

test('the parameters of an INCLUDE must be given', () => {
  const filter = 'INCLUDE ItemID WHERE Items.GENRE IN ($toString)'
  for (const values of [{}, { toString: [] as const }])
    expect(problemOf(() => compiled(filter, values as unknown as AmazonValues))).toMatchObject({
      message: 'The filter needs a value for $toString.',
      fix: expect.stringContaining('Send values') as string,
    })
})

test.each<[value: FieldValue, fits: boolean]>([
  ['"work","x"', true],
  ['work', true],
  [['x', 'work'], true],
  [' "x" , "work" ', true],
  ['"wo\\u0072k"', true],
  ['work,x', false],
  ['"work,x"', false],
])('%j is taken as values', (value, fits) => {
  expect(left('INCLUDE ItemID WHERE Items.GENRE IN ($G)', {}, { G: value }).includes('boot')).toBe(fits)
})

test.each<[text: string, value: FieldValue, message: RegExp]>([
  ['Items.GENRE IN ($V)', '"work', /not well quoted/],
  ['Items.GENRE IN ($V)', '"work",', /not well quoted/],
  ['Items.GENRE IN ($V)', '"\\q"', /not well quoted/],
  ['Items.PRICE < $V', 'cheap', /compared as a number/],
  ['Items.PRICE < $V', '', /compared as a number/],
  ['Items.PRICE < $V', [1, 2], /compared as a number/],
])('%s with %j says what to send', (where, value, message) => {
  const problem = problemOf(() => compiled(`INCLUDE ItemID WHERE ${where}`, { V: value }))
  expect(problem.message).toMatch(message)
  expect(problem.fix).not.toBe('')
})

const item = (where: string): string => `INCLUDE ItemID WHERE ${where}`

test.each<[text: string, found: string, message: RegExp, fix: RegExp]>([
  ['', 'the end', /INCLUDE or EXCLUDE/, /EXCLUDE ItemID WHERE/],
  ['ITEMS.PRICE < 3', 'ITEMS.PRICE', /INCLUDE or EXCLUDE/, /EXCLUDE ItemID/],
  ['INCLUDE Items WHERE Items.PRICE < 3', 'Items', /ItemID or UserID/, /ItemID/],
  ['INCLUDE ActionID WHERE Actions.X IN ("a")', 'ActionID', /no actions/, /ItemID/],
  ['INCLUDE ItemID Items.PRICE < 3', 'Items.PRICE', /"where"/, /WHERE/],
  [item('PRICE < 3'), 'PRICE', /field of a dataset/, /Items\.CATEGORY_L1/],
  [item('Item.PRICE < 3'), 'Item.PRICE', /Interactions, Items, Users/, /Items\.PRICE/],
  [item('Actions.X IN ("a")'), 'Actions.X', /no actions/, /Interactions/],
  [item('Items.a.b IN ("a")'), 'Items.a.b', /one dot/, /Items\./],
  [
    item('Items.PRICE < 3 AND Interactions.EVENT_TYPE IN ("View")'),
    'Interactions.EVENT_TYPE',
    /of one dataset/,
    /two expressions with \|/,
  ],
  [item('(Items.PRICE < 3)'), '(', /no parentheses/, /two expressions/],
  [item('Interactions.EVENT_VALUE IN ("3")'), 'Interactions.EVENT_VALUE', /only EVENT_TYPE/, /history/],
  [item('Interactions.EVENT_TYPE = "View"'), '=', /IN or NOT IN/, /IN \("Purchase"\)/],
  [item('Interactions.EVENT_TYPE IN ("Click")'), '"Click"', /type Click are not kept/, /AddToCart/],
  [item('Items.GENRE IN (*)'), '*', /for EVENT_TYPE only/, /Name the values/],
  [item('Items.GENRE IN (3)'), '3', /IN compares texts/, /quotes/],
  [item('Items.GENRE IN (red)'), 'red', /expected a text/, /"red"/],
  [item('Items.GENRE IN "a"'), '"a"', /"\("/, /IN \("a", "b"\)/],
  [item('Items.GENRE IN ("a" "b")'), '"b"', /"\)"/, /commas/],
  [item('Items.GENRE IN ("a'), 'the end', /closing quote/, /straight quote/],
  [item('Items.GENRE = "a"'), '"a"', /compared by IN/, /IN \("a"\)/],
  [item('Items.ADULT = true'), 'true', /yes and no/, /"True"/],
  [item('Items.GENRE'), 'the end', /IN, NOT IN or one of/, /GENRE IN/],
  [item('Items.PRICE <'), 'the end', /a number or a parameter/, /\$MIN/],
  [item('Items.PRICE IN ("3")'), 'IN', /PRICE is a number/, /<=/],
  [item('Items.PRODUCT_DESCRIPTION IN ("a")'), 'Items.PRODUCT_DESCRIPTION', /texts are not/, /contains/],
  [item('Items.GENRE NOT IN ($G)'), 'G', /NOT IN takes no parameter/, /EXCLUDE … IN \(\$G\)/],
  [item('Items.GENRE IN $G'), 'G', /"\("/, /IN \(\$G\)/],
  [item('Items.GENRE IN ($A, $B)'), ',', /one parameter/, /all values in \$A/],
  [item('Items.GENRE IN ("a", $B)'), 'B', /values or one parameter/, /all values in \$B/],
  [item('Items.GENRE NOT IN CurrentItem.GENRE'), 'CurrentItem.GENRE', /takes a list/, /EXCLUDE/],
  [item('Items.GENRE IN Items.GENRE'), 'Items.GENRE', /CurrentItem/, /CurrentItem\.GENRE/],
  [item('CurrentItem.PRICE < 3'), 'CurrentItem.PRICE', /on the right only/, /Items\.PRICE/],
  [item('Items.PRICE < CurrentUser.AGE'), 'CurrentUser.AGE', /after IF only/, /IF/],
  [item('CurrentUser.AGE > 18'), 'CurrentUser.AGE', /after IF only/, /IF CurrentUser\.AGE/],
  [item('Users.AGE > 18'), 'Users.AGE', /not filtered by Users/, /IF CurrentUser\.AGE/],
  ['INCLUDE UserID WHERE Items.PRICE < 3', 'Items.PRICE', /not filtered by Items/, /ItemID/],
  [item('Items.PRICE < 3 IF Items.PRICE < 2'), 'Items.PRICE', /after IF stands CurrentUser/, /AGE/],
  [item('Items.PRICE < 3 IF CurrentUser.AGE > 1 OR CurrentUser.AGE < 0'), 'OR', /AND only/, /twice/],
  [item('Items.PRICE < 3 IF CurrentUser.AGE > 1 IF CurrentUser.AGE < 9'), 'IF', /one IF/, /AND/],
  [item('Items.PRICE < 3 IF CurrentUser.AGE > CurrentItem.AGE'), 'CurrentItem.AGE', /a number/, /10/],
  [item('Items.PRICE < 3 IF CurrentUser.TIER NOT IN ($T)'), 'T', /no parameter/, /EXCLUDE/],
  [item('Items.PRICE < 3 |'), 'the end', /INCLUDE or EXCLUDE/, /EXCLUDE/],
  [item('Items.PRICE < 3 Items.PRICE > 2'), 'Items.PRICE', /AND, OR, IF/, /Join/],
  [
    item('Items.PRICE < 3 | INCLUDE UserID WHERE Users.AGE > 3'),
    'INCLUDE',
    /items or of users/,
    /two filters/,
  ],
])('%s is refused', (text, found, message, fix) => {
  const problem = problemOf(() => parseAmazonFilter(text))
  expect(problem.message).toMatch(message)
  expect(problem.fix).toMatch(fix)
  expect(problem.found).toBe(found)
})

test('2,500 characters and 25 parameters are the limit', () => {
  const padded = (length: number): string => item('Items.PRICE < 3').padEnd(length)
  expect(parseAmazonFilter(padded(2_500)).expressions).toHaveLength(1)
  expect(problemOf(() => parseAmazonFilter(padded(2_501))).message).toContain('at most 2500 characters')
  const many = (count: number): string =>
    item(Array.from({ length: count }, (_, k) => `Items.PRICE < $P${k}`).join(' OR '))
  expect(parseAmazonFilter(many(25)).required).toHaveLength(25)
  expect(problemOf(() => parseAmazonFilter(many(26))).message).toContain('26 parameters, more than 25')
})

test('what a filter needs is what its expressions read', () => {
  const needs = (text: string): readonly string[] => [...compiled(text).needs].sort()
  expect(needs(PURCHASED)).toEqual(['history', 'item'])
  expect(needs(item('Items.PRICE < CurrentItem.PRICE IF CurrentUser.AGE > 1'))).toEqual([
    'item',
    'seed',
    'shopper',
  ])
  expect(needs(item('Items.GENRE IN ("a")'))).toEqual(['item'])
})

test('what is left is the union of the INCLUDEs less that of the EXCLUDEs, in any order', () => {
  const atom = fc
    .record({ level: fc.constantFrom(5, 40, 80), isBelow: fc.boolean() })
    .map(({ level, isBelow }) => ({
      text: `Items.PRICE ${isBelow ? '<' : '>'} ${level}`,
      of: (price: number | undefined) => price !== undefined && (isBelow ? price < level : price > level),
    }))
  const expression = fc.record({
    isInclude: fc.boolean(),
    groups: fc.array(fc.array(atom, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    ageAbove: fc.option(fc.constantFrom(10, 30), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(expression, { minLength: 1, maxLength: 4 }), (expressions) => {
      const text = expressions
        .map(({ isInclude, groups, ageAbove }) => {
          const where = groups.map((atoms) => atoms.map((one) => one.text).join(' AND ')).join(' OR ')
          const onlyIf = ageAbove === undefined ? '' : ` IF CurrentUser.AGE > ${ageAbove}`
          return `${isInclude ? 'INCLUDE' : 'EXCLUDE'} ItemID WHERE ${where}${onlyIf}`
        })
        .join(' | ')
      const inForce = expressions.filter(({ ageAbove }) => ageAbove === undefined || 20 > ageAbove)
      const holdsOf = (price: number | undefined) => (one: (typeof expressions)[number]) =>
        one.groups.some((atoms) => atoms.every(({ of }) => of(price)))
      const includes = inForce.filter(({ isInclude }) => isInclude)
      const excludes = inForce.filter(({ isInclude }) => !isInclude)
      const wanted = SHOP.filter(({ price }) => {
        const holds = holdsOf(price as number | undefined)
        return (includes.length === 0 || includes.some(holds)) && !excludes.some(holds)
      }).map(({ itemId }) => itemId)
      expect(left(text, { shopper: { age: 20 } })).toEqual(wanted)
    }),
    { numRuns: 500 },
  )
})
