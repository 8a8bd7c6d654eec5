import { expect, test } from 'vitest'
import { drawPortrait, type Looks } from './portrait.ts'
import { faultOf } from './xml-fault.test-support.ts'

const ids = Array.from({ length: 300 }, (_, k) => `customer-${k}`)
const LOOKS: readonly Looks[] = [{}, { gender: 'female', age: 71 }, { gender: 'male', age: 19 }]

test('every face is well-formed, small and made of numbers', () => {
  for (const looks of LOOKS)
    for (const id of [...ids, '', '"><script>', '\u0000']) {
      const svg = drawPortrait(id, looks)
      expect(faultOf(svg)).toBeUndefined()
      expect(svg).not.toMatch(/NaN|undefined|script/)
      expect(svg.length).toBeLessThan(3_072)
    }
})

test('the same person has the same face, and few share one', () => {
  for (const looks of LOOKS) {
    const faces = ids.map((id) => drawPortrait(id, looks))
    expect(faces).toEqual(ids.map((id) => drawPortrait(id, looks)))
    expect(new Set(faces).size).toBeGreaterThan(295)
  }
})

test('faces go with what is said of the person', () => {
  const beards = (looks: Looks): number =>
    ids.filter((id) => /fill-rule="evenodd"|M88 140Q100|M84 118Q92/.test(drawPortrait(id, looks))).length
  const greys = (age: number): number =>
    ids.filter((id) => /#(d9d7d3|b9b7b5|efece6)/.test(drawPortrait(id, { age }))).length
  expect(beards({ gender: 'male', age: 40 })).toBeGreaterThan(90)
  expect(beards({ gender: 'male', age: 12 })).toBe(0)
  expect(greys(25)).toBe(0)
  expect(greys(80)).toBeGreaterThan(250)
})
