import { expect, test } from 'vitest'
import { shelvesOf } from './departments.ts'
import { words } from './form.ts'
import { createWorld } from './world.ts'

const NOW = Date.UTC(2026, 10, 21, 15, 30)

test('materials are plausible: jeans are of denim, and what is of copper has its colour', () => {
  const seen = new Set<string>()
  for (const { attributes } of createWorld({ size: 'demo', seed: 1, now: NOW }).items) {
    const { form, type, color, material } = attributes as Record<string, string>
    if (type === 'jeans') expect(material).toBe('denim')
    if (type === 'cords') expect(material).toBe('corduroy')
    if (material === 'copper' && form !== 'trowel') expect(color).toBe('copper')
    if (material === 'walnut' && form === 'table') expect(color).toBe('walnut')
    if (material === 'pearl') expect(color).toBe('white')
    seen.add(`${type} ${material}`)
  }
  for (const pair of ['jeans denim', 'kettle copper', 'coffee table walnut']) expect(seen).toContain(pair)
})

test('what a word of a table is limited to is in the table, and every colour can be had', () => {
  const limitsOf = (cell: string): (readonly string[])[] =>
    cell.split('|').map((part) => part.split(':')[1]?.split('+') ?? [])
  for (const { form } of shelvesOf(99)) {
    const colors = words(form.colors)
    for (const make of limitsOf(form.nouns).flat()) expect(words(form.makes)).toContain(make)
    for (const color of limitsOf(form.makes).flat()) expect(colors).toContain(color)
    const reachable = new Set(limitsOf(form.makes).flatMap((only) => (only.length > 0 ? only : colors)))
    expect([form.form, reachable.size]).toEqual([form.form, colors.length])
  }
})
