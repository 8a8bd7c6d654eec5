import { expect, test } from 'vitest'
import { EVENT_KIND_ALIASES, parseEventKind } from './event-kind.ts'
import { EVENT_KINDS } from './event.ts'

test.each(EVENT_KINDS)('%s is known under its own name and under each alias', (kind) => {
  for (const name of [kind, ...EVENT_KIND_ALIASES[kind]]) {
    expect([name, parseEventKind(name)]).toEqual([name, kind])
    expect([name, parseEventKind(name.toUpperCase())]).toEqual([name, kind])
    expect([name, parseEventKind(` ${name.replaceAll('_', '-')} `)]).toEqual([name, kind])
  }
})

test('no alias belongs to two kinds', () => {
  const folded = EVENT_KINDS.flatMap((kind) => [
    ...new Set(
      [kind, ...EVENT_KIND_ALIASES[kind]].map((name) => name.toLowerCase().replaceAll(/[\s_-]/g, '')),
    ),
  ])
  expect(folded.filter((name, k) => folded.indexOf(name) !== k)).toEqual([])
})

test.each(['', '-', 'bought', '__proto__', 'constructor', 'toString'])('%j is no kind', (name) => {
  expect(parseEventKind(name)).toBeUndefined()
})
