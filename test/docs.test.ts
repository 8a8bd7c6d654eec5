/** The documents say what the code does: each is compared with its table, both ways, and each comparison can fail. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { TObject } from 'typebox'
import { expect, test } from 'vitest'
import { ChannelSchema, CustomerSchema, ItemSchema, ShopSchema } from '../src/api/document-schema.ts'
import { EventSchema } from '../src/api/event-schema.ts'
import { parseEvent } from '../src/api/parse-event.ts'
import { AMAZON_ITEM_FIELDS, AMAZON_USER_FIELDS } from '../src/conditions/amazon-fields.ts'
import { parseAmazonFilter } from '../src/conditions/amazon-filter.ts'
import { COMPARISONS_OF, FIELDS } from '../src/conditions/fields.ts'
import { readCondition } from '../src/conditions/read-condition.ts'
import { SETTINGS } from '../src/config/settings.ts'
import { ERROR_CODES, errorRow } from '../src/domain/errors.ts'
import type { EventKind } from '../src/domain/event.ts'
import { EVENT_KIND_ALIASES } from '../src/domain/event-kind.ts'
import { TRAINED_RECIPES } from '../src/jobs/train/recipes.ts'
import { LIST_RECIPES } from '../src/lists/lists.ts'
import { SHIPPED_PLACEMENTS } from '../src/serving/shipped-placements.ts'
import { SHIPPED_STRATEGIES } from '../src/serving/shipped-strategies.ts'
import { makePlan, WORLD_SIZES } from '../src/world/plan.ts'
import { MAY_IMPORT, PURE } from './layers.ts'
import { anchorsOf, blocksOf, codeIn, linksOf, sectionOf, tablesOf } from './markdown.ts'

type Row = readonly unknown[]

/** A sentence for each row that only one of the two has, or that stands twice. */
const differences = (said: readonly Row[], is: readonly Row[]): readonly string[] => {
  const texts = said.map((row) => JSON.stringify(row))
  const truths = is.map((row) => JSON.stringify(row))
  return [
    ...texts.filter((text) => !truths.includes(text)).map((text) => `only in the document: ${text}`),
    ...truths.filter((truth) => !texts.includes(truth)).map((truth) => `only in the code: ${truth}`),
    ...texts.filter((text, k) => texts.indexOf(text) !== k).map((text) => `twice in the document: ${text}`),
  ]
}

const tableIn = (text: string, firstHead: string): readonly (readonly string[])[] =>
  tablesOf(text).get(firstHead) ?? []
const namesIn = (rows: readonly (readonly string[])[]): readonly Row[] =>
  rows.flatMap(([cell = '']) => codeIn(cell).map((name) => [name]))
const fieldsOf = (schema: TObject): readonly Row[] => Object.keys(schema.properties).map((name) => [name])

const sourcesIn = (folder: string): string =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')

/** What an event of the kind lacks first when it has nothing but its kind. */
const firstNeed = (kind: EventKind): string => {
  const parsed = parseEvent({ kind }, { now: Date.UTC(2026, 0, 1), newEventId: () => 'x', isBot: false })
  return 'problem' in parsed ? parsed.problem.field.slice(1) : 'nothing'
}

const isOther = (code: string): boolean =>
  (ERROR_CODES as readonly string[]).includes(code) ||
  SHIPPED_STRATEGIES.some(({ aliases = [] }) => aliases.includes(code))

/** Codes of reasons and causes: every word in capitals in the folders of lists that is nothing else. */
const listCodes = (): readonly Row[] => {
  const source = `${sourcesIn('src/lists')}${sourcesIn('src/serving')}`
  const codes = [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, code]) => code as string)
  return [...new Set(codes)].filter((code) => !isOther(code)).map((code) => [code])
}

const recordCodes = (): readonly Row[] => {
  const source = `${sourcesIn('src/api')}${readFileSync('src/jobs/ingest.ts', 'utf8')}${readFileSync('src/jobs/merchandise-meaning.ts', 'utf8')}`
  return [
    ...new Set([...source.matchAll(/\bproblem\(\s*'([A-Z_]+)'/g)].map(([, code]) => code as string)),
  ].map((code) => [code])
}

const dependencies = (): readonly Row[] => {
  const { dependencies: atRunTime, devDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as Record<string, object>
  return [
    ...Object.keys(atRunTime ?? {}).map((name) => [name, 'run']),
    ...Object.keys(devDependencies ?? {}).map((name) => [name, 'development']),
  ]
}

const defaultOf = (fallback: unknown): string =>
  String(fallback) === '' ? 'none' : `\`${String(fallback)}\``
const parametersOf = (parameters: object): string =>
  Object.entries(parameters)
    .map(([name, value]) => `\`${name}\` ${String(value)}`)
    .join(', ') || 'none'

type Check = {
  readonly file: string
  readonly what: string
  /** The document's side and the code's side. */
  readonly sides: (text: string) => readonly [said: readonly Row[], is: readonly Row[]]
  /** A change of the document that must be found. */
  readonly damage: readonly [from: string, to: string]
}

const schemaCheck = (heading: string, schema: TObject, field: string): Check => ({
  file: 'docs/catalog.md',
  what: `the fields under ${heading}`,
  sides: (text) => [namesIn(tableIn(sectionOf(text, heading), 'field')), fieldsOf(schema)],
  damage: [`| \`${field}\``, '| `Field`'],
})

const CHECKS: readonly Check[] = [
  {
    file: 'docs/errors.md',
    what: 'the codes of errors',
    sides: (text) => [
      tableIn(text.split('## Records')[0] as string, 'code').map(([code = '', status, , fix]) => [
        ...codeIn(code),
        Number(status),
        fix,
      ]),
      ERROR_CODES.map((code) => [code, errorRow(code).status, errorRow(code).fix]),
    ],
    damage: ['`QUEUE_FULL` | 429', '`QUEUE_FULL` | 503'],
  },
  {
    file: 'docs/errors.md',
    what: 'the codes of refused records',
    sides: (text) => [
      namesIn(tableIn(sectionOf(text, '## Records that are refused'), 'code')),
      recordCodes(),
    ],
    damage: ['`BAD_DATE`', '`BAD_DAY`'],
  },
  {
    file: 'docs/settings.md',
    what: 'the settings',
    sides: (text) => [
      tableIn(text, 'setting').map(([name = '', meaning, fallback]) => [...codeIn(name), meaning, fallback]),
      Object.values(SETTINGS).map(({ env, help, fallback }) => [env, help, defaultOf(fallback)]),
    ],
    damage: ['`7400`', '`7401`'],
  },
  {
    file: 'docs/settings.md',
    what: 'the ranges of settings',
    sides: (text) => {
      const ranges = Object.values(SETTINGS).flatMap(({ env, parse }) => {
        const parsed = parse('?') as unknown
        return typeof parsed === 'object' && parsed !== null && 'wrong' in parsed ? [[env, parsed.wrong]] : []
      })
      const said = tableIn(text, 'setting').map(([name = '', , , range]) => [...codeIn(name), range])
      return [said.filter(([name]) => ranges.some(([env]) => env === name)), ranges]
    },
    damage: ['from 0 to 65535', 'from 0 to 65536'],
  },
  {
    file: 'docs/events.md',
    what: 'the kinds of events and their other names',
    sides: (text) => [
      tableIn(text, 'kind').map(([kind = '', , names = '']) => [...codeIn(kind), ...codeIn(names)]),
      Object.entries(EVENT_KIND_ALIASES).map(([kind, names]) => [kind, ...names]),
    ],
    damage: ['`placeOrder`', '`place-orders`'],
  },
  {
    file: 'docs/events.md',
    what: 'what each kind cannot do without',
    sides: (text) => [
      tableIn(text, 'kind').map(([kind = '', needs = '']) => [...codeIn(kind), codeIn(needs)[0] ?? needs]),
      (Object.keys(EVENT_KIND_ALIASES) as EventKind[]).map((kind) => [kind, firstNeed(kind)]),
    ],
    damage: ['| `search` | `query`', '| `search` | nothing'],
  },
  {
    file: 'docs/events.md',
    what: 'the fields of events',
    sides: (text) => [namesIn(tableIn(text, 'field')), fieldsOf(EventSchema)],
    damage: ['| `totalMinor`', '| `total`'],
  },
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
  schemaCheck('## Item', ItemSchema, 'masterId'),
  schemaCheck('## Channel', ChannelSchema, 'kind'),
  schemaCheck('## Customer', CustomerSchema, 'wishlist'),
  schemaCheck('## Shop', ShopSchema, 'consentModel'),
  {
    file: 'docs/demo.md',
    what: 'the sizes of the demo world',
    sides: (text) => [
      tableIn(text, 'size').map(([size = '', ...counts]) => [
        ...codeIn(size),
        ...counts.map((count) => Number(count.replaceAll(',', ''))),
      ]),
      WORLD_SIZES.map((size) => {
        const plan = makePlan(size, 1, Date.UTC(2026, 0, 1))
        return [
          size,
          plan.itemCount,
          plan.customerCount,
          plan.visitorCount,
          plan.dayCount,
          plan.eventCountTarget,
        ]
      }),
    ],
    damage: ['2,400', '2,500'],
  },
  {
    file: 'ARCHITECTURE.md',
    what: 'the layers',
    sides: (text) => [
      tableIn(text, 'layer').map(([, folder = '', imports = '', pure]) => [
        ...codeIn(folder),
        codeIn(imports),
        pure,
      ]),
      Object.entries(MAY_IMPORT).map(([folder, imports]) => [
        folder,
        imports,
        PURE.includes(folder) ? 'yes' : 'no',
      ]),
    ],
    damage: ['| 3 | `api` | `domain`, `conditions` |', '| 3 | `api` | `domain`, `math` |'],
  },
  {
    file: 'README.md',
    what: 'the folders of src/',
    sides: (text) => [
      linksOf(sectionOf(text, '## Where things are')).flatMap((link) =>
        link.startsWith('src/') ? [[link.slice(4)]] : [],
      ),
      readdirSync('src').map((folder) => [folder]),
    ],
    damage: ['](src/artifacts)', '](src/artefacts)'],
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
  {
    file: 'docs/decisions/0005-dependencies.md',
    what: 'the dependencies',
    sides: (text) => [
      [
        ...namesIn(tableIn(sectionOf(text, '## At run time'), 'package')).map(([name]) => [name, 'run']),
        ...namesIn(tableIn(sectionOf(text, '## For development'), 'package')).map(([name]) => [
          name,
          'development',
        ]),
      ],
      dependencies(),
    ],
    damage: ['| `commander` |', '| `yargs` |'],
  },
]

test.each(CHECKS)('$file and the code agree on $what', ({ file, sides }) => {
  const [said, is] = sides(readFileSync(file, 'utf8'))
  expect(is.length).toBeGreaterThan(1)
  expect(differences(said, is)).toEqual([])
})

test.each(CHECKS)('$file: a change of $what is found, both ways', ({ file, sides, damage: [from, to] }) => {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  const found = differences(...sides(text.replace(from, to)))
  expect(found.some((sentence) => sentence.startsWith('only in the document'))).toBe(true)
  expect(found.some((sentence) => sentence.startsWith('only in the code'))).toBe(true)
})

const termsTwice = (text: string): readonly string[] => {
  const terms = tableIn(text, 'term').flatMap(([cell = '']) =>
    cell.replaceAll('*', '').toLowerCase().split(', '),
  )
  return terms.filter((term, k) => terms.indexOf(term) !== k)
}

test('a term stands once in the glossary', () => {
  const text = readFileSync('GLOSSARY.md', 'utf8')
  expect(tableIn(text, 'term').length).toBeGreaterThan(30)
  expect(termsTwice(text)).toEqual([])
  expect(termsTwice(`${text}\n\n| term | meaning |\n| --- | --- |\n| **Basket** | again |\n`)).toEqual([
    'basket',
  ])
})

const documents = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]

/** Links of the document that lead nowhere in this repository. Those to other places are not followed. */
const brokenLinks = (file: string, text: string): readonly string[] =>
  linksOf(text).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    if (path === '') return !anchorsOf(text).includes(anchor ?? '')
    const target = normalize(join(dirname(file), path))
    if (!existsSync(target)) return true
    if (anchor === undefined) return false
    return !statSync(target).isFile() || !anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
  })

test.each(documents)('the links of %s lead somewhere', (file) => {
  expect(brokenLinks(file, readFileSync(file, 'utf8'))).toEqual([])
})

test('a link to a file or a heading that is not there is found', () => {
  const links = ['none.md', '../none.md', 'events.md#none', '#none', '../src/domain#none']
  const text = `# There\n\n${links.map((link) => `[x](${link})`).join(' ')} [y](events.md#consent) [z](#there)\n`
  expect(brokenLinks('docs/lists.md', text)).toEqual(links)
})

test('the examples of docs/conditions.md are read', () => {
  const text = readFileSync('docs/conditions.md', 'utf8')
  const linesOf = (part: string) => (blocksOf(part, '')[0] as string).trim().split('\n')
  for (const line of linesOf(text)) expect({ line, ...readCondition(line) }).toHaveProperty('condition')
  for (const line of linesOf(sectionOf(text, '## Filters of Amazon Personalize')))
    expect(parseAmazonFilter(line).expressions.length).toBeGreaterThan(0)
})
