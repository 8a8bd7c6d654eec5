/** Checksums and digests of our own, for places without Node, against those of Node. */
import { createHash } from 'node:crypto'
import { crc32 as ofNode } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from '../src/math/crc32.ts'
import { sha256 } from '../src/math/sha256.ts'

test('the checksum is that of Node', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => crc32(bytes) === ofNode(bytes)))
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})

test('the digest is that of Node', () => {
  const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => sha256(text) === digestOf(text)),
  )
  for (const length of [0, 54, 55, 56, 63, 64, 65, 10_000])
    expect(sha256('a'.repeat(length))).toBe(digestOf('a'.repeat(length)))
})
