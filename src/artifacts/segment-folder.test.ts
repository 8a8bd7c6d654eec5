import { copyFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { BlockBuilder, type InteractionBlock } from '../views/interaction-block.ts'
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
