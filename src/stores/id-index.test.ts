import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HashText, hashText, IdIndex } from './id-index.ts'

/** Three hashes for all ids, 0 among them, so that nearly everything collides. */
const weakHash: HashText = (text, into) => {
  into[0] = text.length % 3
  into[1] = 0
}

const anyId = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 })
const anyIds = fc.array(fc.option(anyId, { nil: undefined }), {
  maxLength: 300,
})

for (const [name, hash] of [
  ['its hash', hashText],
  ['a weak hash', weakHash],
] as const)
  test(`with ${name}, an id is found where it was first added and nowhere else`, () => {
    fc.assert(
      fc.property(anyIds, fc.array(anyId), (ids, others) => {
        const index = new IdIndex(hash)
        const seqById = new Map<string, number>()
        const find = (id: string): number => index.find(id, (seq) => ids[seq - 1] === id)
        const found = ids.map((id, k) => {
          const seq = id === undefined ? 0 : find(id)
          const isNew = id !== undefined && seq === 0
          index.push(isNew ? id : undefined)
          if (id !== undefined && !seqById.has(id)) seqById.set(id, k + 1)
          return isNew ? k + 1 : seq
        })
        expect(found).toEqual(ids.map((id) => seqById.get(id ?? '') ?? 0))
        expect(others.map(find)).toEqual(others.map((id) => seqById.get(id) ?? 0))
        expect(index.length).toBe(ids.length)
      }),
    )
  })

test('an index made again from the kept words answers as the first did', () => {
  const ids = Array.from({ length: 1_000 }, (_, k) => (k % 3 === 0 ? undefined : `e${k}`))
  const first = new IdIndex()
  for (const id of ids) first.push(id)
  const second = new IdIndex()
  second.pushAll(first.words(0, 400))
  second.pushAll(first.words(400, 1_000))
  expect(second.length).toBe(1_000)
  const found = ids.map((id) => (id === undefined ? 0 : second.find(id, (seq) => ids[seq - 1] === id)))
  expect(found).toEqual(ids.map((id, k) => (id === undefined ? 0 : k + 1)))
})

test('the hash spreads ids that differ in one place: no two of 200,000 share 64 bits, slots fill evenly', () => {
  const words = new Uint32Array(2)
  const seen = new Set<string>()
  const loads = new Uint32Array(256)
  for (let k = 0; k < 200_000; k++) {
    hashText(`order-${k}`, words)
    seen.add(words.join())
    const slot = (words[0] as number) & 255
    loads[slot] = (loads[slot] as number) + 1
  }
  expect(seen.size).toBe(200_000)
  expect(Math.max(...loads)).toBeLessThan(200_000 / 256 + 6 * Math.sqrt(200_000 / 256))
})

test('memory stays within 30 bytes an id', () => {
  const index = new IdIndex()
  for (let k = 0; k < 100_000; k++) index.push(`e${k}`)
  expect(index.byteLength / 100_000).toBeLessThan(30)
})
