import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StringIndex } from './string-index.ts'

test('names get numbers in the order they first came, and come back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('__proto__', 'constructor'))),
      (names) => {
        const index = new StringIndex()
        const numbers = names.map((name) => index.intern(name))
        const distinct = [...new Set(names)]
        expect(index.names()).toEqual(distinct)
        expect(index.size).toBe(distinct.length)
        expect(numbers.map((number) => index.name(number))).toEqual(names)
        for (const name of names) expect(index.find(name)).toBe(distinct.indexOf(name))
        expect(index.find('never came')).toBe(-1)
      },
    ),
  )
})
