import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, isDeeperThan, type Json, mergePatch } from './json.ts'

const json = fc.jsonValue() as fc.Arbitrary<Json>
const withoutNull = json.filter((value) => !JSON.stringify(value).includes('null'))

/** The examples of RFC 7396, appendix A. */
test.each([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('%s patched with %s is %s', (target, patch, result) => {
  expect(mergePatch(JSON.parse(target) as Json, JSON.parse(patch) as Json)).toEqual(JSON.parse(result))
})

test('a patch applied twice is a patch applied once, and the target stays as it was', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      const before = JSON.stringify(target)
      const once = mergePatch(target, patch)
      expect(mergePatch(once, patch)).toEqual(once)
      expect(JSON.stringify(target)).toBe(before)
    }),
  )
})

test('a patch without null onto nothing is the patch itself', () => {
  fc.assert(
    fc.property(withoutNull, (patch) => {
      expect(mergePatch(undefined, patch)).toEqual(patch)
    }),
  )
})

test('a key named __proto__ is data: it is kept, merged and removed, and no prototype changes', () => {
  const patch = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  ) as Json
  const merged = mergePatch({}, patch)
  expect(JSON.stringify(merged)).toBe(JSON.stringify(patch))
  expect(JSON.stringify(mergePatch(merged, JSON.parse('{"__proto__":{"more":1}}') as Json))).toContain(
    '{"polluted":true,"more":1}',
  )
  expect(
    JSON.stringify(mergePatch(merged, JSON.parse('{"__proto__":null,"constructor":null}') as Json)),
  ).toBe('{}')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('canonical text does not depend on the order of keys', () => {
  expect(canonicalJson({ b: 1, a: { d: [2, { f: 1, e: 0 }], c: null } })).toBe(
    '{"a":{"c":null,"d":[2,{"e":0,"f":1}]},"b":1}',
  )
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('depth is counted to the limit and no further', () => {
  expect(isDeeperThan('text', 0)).toBe(false)
  expect(isDeeperThan({ a: [1] }, 2)).toBe(false)
  expect(isDeeperThan({ a: [1] }, 1)).toBe(true)
  expect(isDeeperThan(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)), 64)).toBe(true)
})
