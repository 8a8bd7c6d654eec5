import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { compileCheck } from './problem.ts'
import { records, withoutRecords } from './records-schema.ts'

const schema = Type.Object({ shop: Type.String(), loaves: records(Type.Object({ crust: Type.String() }), 2) })

test('the whole schema knows the records, and the one that requests keep to takes any', () => {
  const bad = { shop: 'bakery', loaves: [{ crust: 1 }, 'no loaf'] }
  expect(compileCheck(schema).is(bad)).toBe(false)
  const request = compileCheck(withoutRecords(schema))
  expect(request.is(bad)).toBe(true)
  for (const wrong of [
    { shop: 'bakery', loaves: [] },
    { shop: 'bakery', loaves: [1, 2, 3] },
    { shop: 1, loaves: [1] },
  ])
    expect(request.is(wrong)).toBe(false)
})
