/** The documents of errors, settings, events and the catalog say what the code does. */
import { readFileSync } from 'node:fs'
import type { TObject } from 'typebox'
import { ChannelSchema, CustomerSchema, ItemSchema, ShopSchema } from '../src/api/document-schema.ts'
import { EventSchema } from '../src/api/event-schema.ts'
import { parseEvent } from '../src/api/parse-event.ts'
import { SETTINGS } from '../src/config/settings.ts'
import { ERROR_CODES, errorRow } from '../src/domain/errors.ts'
import type { EventKind } from '../src/domain/event.ts'
import { EVENT_KIND_ALIASES } from '../src/domain/event-kind.ts'
import { type Check, namesIn, type Row, sourcesIn, tableIn, testAgainstCode } from './docs-check.ts'
import { codeIn, sectionOf } from './markdown.ts'

const fieldsOf = (schema: TObject): readonly Row[] => Object.keys(schema.properties).map((name) => [name])

/** What an event of the kind lacks first when it has nothing but its kind. */
const firstNeed = (kind: EventKind): string => {
  const parsed = parseEvent({ kind }, { now: Date.UTC(2026, 0, 1), newEventId: () => 'x', isBot: false })
  return 'problem' in parsed ? parsed.problem.field.slice(1) : 'nothing'
}

const recordCodes = (): readonly Row[] => {
  const source = `${sourcesIn('src/api')}${readFileSync('src/jobs/ingest.ts', 'utf8')}${readFileSync('src/jobs/merchandise-meaning.ts', 'utf8')}`
  return [
    ...new Set([...source.matchAll(/\bproblem\(\s*'([A-Z_]+)'/g)].map(([, code]) => code as string)),
  ].map((code) => [code])
}

const defaultOf = (fallback: unknown): string =>
  String(fallback) === '' ? 'none' : `\`${String(fallback)}\``

const schemaCheck = (heading: string, schema: TObject, field: string): Check => ({
  file: 'docs/catalog.md',
  what: `the fields under ${heading}`,
  sides: (text) => [namesIn(tableIn(sectionOf(text, heading), 'field')), fieldsOf(schema)],
  damage: [`| \`${field}\``, '| `Field`'],
})

testAgainstCode([
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
  schemaCheck('## Item', ItemSchema, 'masterId'),
  schemaCheck('## Channel', ChannelSchema, 'kind'),
  schemaCheck('## Customer', CustomerSchema, 'wishlist'),
  schemaCheck('## Shop', ShopSchema, 'consentModel'),
])
