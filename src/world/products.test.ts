import { expect, test } from 'vitest'
import { shelvesOf } from './departments.ts'
import { words } from './form.ts'
import { createWorld } from './world.ts'

const NOW = Date.UTC(2026, 10, 21, 15, 30)

test('materials are plausible: jeans are of denim, and what is of copper has its colour', () => {
  const rows = Array.from(
    createWorld({ size: 'demo', seed: 1, now: NOW }).items,
    ({ attributes }) => attributes as Readonly<Record<string, string>>,
  )
  const of = (name: string, value: string, asked: string): readonly string[] => [
    ...new Set(rows.filter((row) => row[name] === value).map((row) => row[asked] as string)),
  ]
  expect(of('type', 'jeans', 'material')).toEqual(['denim'])
  expect(of('type', 'cords', 'material')).toEqual(['corduroy'])
  expect(of('material', 'pearl', 'color')).toEqual(['white'])
  expect(of('form', 'knife', 'material').length).toBeGreaterThan(3)
  const coppers = rows.filter(({ form, material }) => material === 'copper' && form !== 'trowel')
  expect(coppers.length).toBeGreaterThan(10)
  expect(coppers.filter(({ color }) => color !== 'copper')).toEqual([])
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
