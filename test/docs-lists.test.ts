/** The documents of lists, conditions and recipes say what the code does. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AMAZON_ITEM_FIELDS, AMAZON_USER_FIELDS } from '../src/conditions/amazon-fields.ts'
import { parseAmazonFilter } from '../src/conditions/amazon-filter.ts'
import { COMPARISONS_OF, FIELDS } from '../src/conditions/fields.ts'
import { readCondition } from '../src/conditions/read-condition.ts'
import { ERROR_CODES } from '../src/domain/errors.ts'
import { TRAINED_RECIPES } from '../src/jobs/train/recipes.ts'
import { LIST_RECIPES } from '../src/lists/lists.ts'
import { SHIPPED_PLACEMENTS } from '../src/serving/shipped-placements.ts'
import { SHIPPED_STRATEGIES } from '../src/serving/shipped-strategies.ts'
import { namesIn, type Row, sourcesIn, tableIn, testAgainstCode } from './docs-check.ts'
import { blocksOf, codeIn, sectionOf } from './markdown.ts'

const isOther = (code: string): boolean =>
  (ERROR_CODES as readonly string[]).includes(code) ||
  SHIPPED_STRATEGIES.some(({ aliases = [] }) => aliases.includes(code))

/** Codes of reasons and causes: every word in capitals in the folders of lists that is nothing else. */
const listCodes = (): readonly Row[] => {
  const source = `${sourcesIn('src/lists')}${sourcesIn('src/serving')}`
  const codes = [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, code]) => code as string)
  return [...new Set(codes)].filter((code) => !isOther(code)).map((code) => [code])
}

const parametersOf = (parameters: object): string =>
  Object.entries(parameters)
    .map(([name, value]) => `\`${name}\` ${String(value)}`)
    .join(', ') || 'none'

testAgainstCode([
  {
    file: 'docs/lists.md',
    what: 'the lists, their parameters and other names',
    sides: (text) => [
      tableIn(text, 'list')
        .filter(([list = '']) => list.startsWith('`'))
        .map(([list = '', parameters, names = '']) => [...codeIn(list), parameters, ...codeIn(names)]),
      SHIPPED_STRATEGIES.map(({ strategyId, sources: [source], aliases = [] }) => {
        const figure = source?.from === 'figure' ? source.figure : undefined
        const defaults = LIST_RECIPES.find(({ list }) => list === figure)?.defaults ?? {}
        return [strategyId, parametersOf(defaults), ...aliases]
      }),
    ],
    damage: ['`addedWithinDays` 180', '`addedWithinDays` 181'],
  },
  {
    file: 'docs/lists.md',
    what: 'the placements',
    sides: (text) => [
      tableIn(text, 'placement').map(([name = '', title, list = '', others = '', short]) => [
        ...codeIn(name),
        title,
        ...codeIn(list),
        ...codeIn(others),
        short,
      ]),
      SHIPPED_PLACEMENTS.map(({ placementId, title, strategy, forCustomer, fallbacks = [], whenShort }) => [
        placementId,
        title,
        strategy,
        ...(forCustomer === undefined ? [] : [forCustomer]),
        ...fallbacks,
        whenShort ?? 'fill',
      ]),
    ],
    damage: ['`pos.trending`', '`pos.trends`'],
  },
  {
    file: 'docs/lists.md',
    what: 'the codes of reasons and causes',
    sides: (text) => [namesIn(tableIn(text, 'code')), listCodes()],
    damage: ['`NO_SEED`', '`NO_ITEM`'],
  },
  {
    file: 'docs/conditions.md',
    what: 'the fields of conditions',
    sides: (text) => [
      tableIn(sectionOf(text, '## Fields'), 'field').map(([field = '', type, about]) => [
        ...codeIn(field),
        type,
        about,
      ]),
      FIELDS.filter(({ subject }) => subject !== 'seed').map(({ subject, name, type, about, values }) => [
        `${subject}.${name}`,
        type,
        values === undefined ? about : `${about}: ${values.map((value) => `\`${value}\``).join(', ')}`,
      ]),
    ],
    damage: ['| `item.brand` | text', '| `item.brand` | number'],
  },
  {
    file: 'docs/conditions.md',
    what: 'the comparisons of each type',
    sides: (text) => [
      tableIn(text, 'type').map(([type, comparisons = '']) => [type, ...codeIn(comparisons)]),
      Object.entries(COMPARISONS_OF).map(([type, comparisons]) => [type, ...comparisons]),
    ],
    damage: ['| flag | `=` `!=` |', '| flag | `=` |'],
  },
  {
    file: 'docs/conditions.md',
    what: 'the fields of Amazon Personalize',
    sides: (text) => [
      tableIn(text, 'theirs').map(([name = '', ours]) => [...codeIn(name), ours]),
      [
        ...Object.entries(AMAZON_ITEM_FIELDS).map(([name, { ours }]) => [`Items.${name}`, ours]),
        ...Object.entries(AMAZON_USER_FIELDS).map(([name, { ours }]) => [`Users.${name}`, ours]),
      ],
    ],
    damage: ['`Items.PRICE` | price', '`Items.PRICE` | priceMinor'],
  },
  {
    file: 'docs/recipes.md',
    what: 'the recipes and their jobs',
    sides: (text) => [
      tableIn(text, 'recipe').map(([recipe = '', jobs = '']) => [codeIn(recipe)[0], ...jobs.split(', ')]),
      TRAINED_RECIPES.map(({ name, jobs }) => [name, ...jobs]),
    ],
    damage: ['[`ease`]', '[`tease`]'],
  },
])

test('the examples of docs/conditions.md are read', () => {
  const text = readFileSync('docs/conditions.md', 'utf8')
  const linesOf = (part: string) => (blocksOf(part, '')[0] as string).trim().split('\n')
  for (const line of linesOf(text)) expect({ line, ...readCondition(line) }).toHaveProperty('condition')
  for (const line of linesOf(sectionOf(text, '## Filters of Amazon Personalize')))
    expect(parseAmazonFilter(line).expressions.length).toBeGreaterThan(0)
})
