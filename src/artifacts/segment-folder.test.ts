import { copyFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { INTERACTION_KINDS } from '../domain/interaction.ts'
import { dismissedOf } from '../views/dismissed.ts'
import { BlockBuilder, type InteractionBlock } from '../views/interaction-block.ts'
import { ShopView } from '../views/shop-view.ts'
import { decodeSegment, encodeSegment, openSegmentFolder, type SegmentFolder } from './segment-folder.ts'

const block = (firstSeq: number, lastSeq: number): InteractionBlock => {
  const builder = new BlockBuilder(firstSeq)
  for (let seq = firstSeq; seq <= lastSeq; seq++)
    builder.push(seq, {
      kind: 'product-view',
      at: seq * 1000,
      shopper: 'v:🥖',
      linkedTo: undefined,
      itemId: seq % 2 === 0 ? '__proto__' : 'rye',
      sku: undefined,
      channel: 'web',
      group: undefined,
      quantity: 1,
      priceMinor: Number.NaN,
    })
  return builder.build(lastSeq)
}
const rangesOf = async (folder: SegmentFolder, lastSeq: number): Promise<readonly (readonly number[])[]> => {
  const ranges: number[][] = []
  for await (const { firstSeq, lastSeq: last } of folder.read(lastSeq)) ranges.push([firstSeq, last])
  return ranges
}
const ofThree = async () => {
  const path = temporaryFolder()
  const folder = openSegmentFolder(path, 'one')
  for (const [first, last] of [
    [1, 4],
    [5, 9],
    [10, 12],
  ] as const)
    await folder.write(block(first, last))
  return { path, folder, names: readdirSync(path).sort() }
}

test('a segment comes back as it was', () => {
  expect(decodeSegment(encodeSegment(block(1, 5), 'one'), 'one')).toEqual(block(1, 5))
  expect(decodeSegment(new TextEncoder().encode('hello'), 'one')).toBeUndefined()
})

/** Written before there was `product-undismiss`: `product-dismiss`, then `identify`, the newest kind of then. Gzipped. */
const OLD_SEGMENT =
  'H4sIAAAAAAACA5WSvU7DMBCAg5h4CKTqxJilBQryQqsKpEpFDIUpymDSa2o1sVPbaRVVFY/AI7DwMrwNI2IBN21Df0LBN+TO1vflYl+a7W7nunXX+Xw7OX89dJwpDBnvAQGFYYxcgwtjlIoJDqTqQoyaAplCJML2nBIcDSHFpCVSA5OaC30mle7iKOcjuqxrMxcCEaUxV0C8KXAaY95lZHydJfPFTSSorp81paSZ2Y2Qh3qQqwVPtRWen6UQHhjXl/twNRBJgvLHaHN9WttnRIwPsXcvLBSmMbbA1TC1oIMB5RwjCyOUIk0s+FFKuWY6s5pDIlmAt4wLaaXNk6qIfmVnMKWjrNbL3M37LhUvSnuuX/yfv06h7Uzg/x23RvFLT3/mFPF+tSwai+fzMr80jo6djfgycbBWr8LZ2tt87yp/PK2yB2MyNt8TEHNMCr4HMkPwHc9fEB5M8HFt/Q1hvsBjYAQAAA=='

test('a segment that was written before a kind was added reads as it did', () => {
  const old = decodeSegment(gunzipSync(Buffer.from(OLD_SEGMENT, 'base64')), 'one')
  expect([...(old?.kind ?? [])].map((code) => INTERACTION_KINDS[code])).toEqual([
    'product-dismiss',
    'identify',
  ])
  const view = new ShopView({ shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' })
  view.foldBlock(old as InteractionBlock)
  expect(dismissedOf(view, 'anna')).toEqual(['rye'])
})

test('segments are read in order, and none before the first was written', async () => {
  const { folder } = await ofThree()
  expect(await rangesOf(folder, 100)).toEqual([
    [1, 4],
    [5, 9],
    [10, 12],
  ])
  expect(await rangesOf(openSegmentFolder(join(temporaryFolder(), 'none'), 'one'), 100)).toEqual([])
})

test('reading stops before what is damaged, missing or beyond the log', async () => {
  const { path, folder, names } = await ofThree()
  expect(await rangesOf(folder, 11)).toEqual([
    [1, 4],
    [5, 9],
  ])
  truncateSync(join(path, names[1] as string), 100)
  expect(await rangesOf(folder, 12)).toEqual([[1, 4]])
})

test('reading removes nothing; what is of no use goes when asked', async () => {
  const { path, folder, names } = await ofThree()
  writeFileSync(join(path, 'notes.txt'), 'mine')
  copyFileSync(join(path, names[1] as string), join(path, '000000000005-000000000007.segment'))
  expect(await rangesOf(folder, 9)).toEqual([[1, 4]])
  expect(readdirSync(path)).toHaveLength(5)
  await folder.removeAfter(4)
  expect(readdirSync(path).sort()).toEqual([names[0], 'notes.txt'])
})

test('segments of another log are not read', async () => {
  const { path } = await ofThree()
  const other = openSegmentFolder(path, 'two')
  expect(await rangesOf(other, 12)).toEqual([])
  await other.removeAfter(0)
  expect(readdirSync(path)).toEqual([])
})
