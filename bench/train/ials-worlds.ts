/** Who chose what: public data and made-up shops of any size, split into what is trained on and what is to be found. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Csr, csrOfPairs } from '../../src/math/csr.ts'
import { type Rng, rng } from '../../src/math/rng.ts'

export type World = {
  readonly name: string
  /** shoppers × items, ones */
  readonly train: Csr
  /** None of them is in `train`. */
  readonly test: Csr
}

const SEED = 1
const TEST_SHARE = 0.2

/** Each of a shopper's number, then those of the items. */
type Lists = readonly (readonly number[])[]

const readLists = (text: string): Lists =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' ').map(Number))

type Counts = { readonly shopperCount: number; readonly itemCount: number }

/** One more than the largest numbers. */
const countsOf = (lists: Lists): Counts => {
  let shopperCount = 0
  let itemCount = 0
  for (const [shopper = -1, ...items] of lists) {
    shopperCount = Math.max(shopperCount, shopper + 1)
    for (const item of items) itemCount = Math.max(itemCount, item + 1)
  }
  return { shopperCount, itemCount }
}

const csrOfLists = (lists: Lists, { shopperCount, itemCount }: Counts): Csr => {
  const rows = lists.flatMap(([shopper = 0, ...items]) => items.map(() => shopper))
  const columns = lists.flatMap(([, ...items]) => items)
  return csrOfPairs(Int32Array.from(rows), Int32Array.from(columns), shopperCount, itemCount)
}

/** Hides about a fifth of the pairs. */
const split = (name: string, pairs: Csr): World => {
  const random = rng(SEED, 'split', name)
  const kept: Pairs = newPairs(pairs.columns.length)
  const hidden: Pairs = newPairs(pairs.columns.length)
  for (let shopper = 0; shopper < pairs.rowCount; shopper++)
    for (let k = pairs.starts[shopper] ?? 0; k < (pairs.starts[shopper + 1] ?? 0); k++)
      addPair(random.chance(TEST_SHARE) ? hidden : kept, shopper, pairs.columns[k] ?? 0)
  return {
    name,
    train: csrOf(kept, pairs.rowCount, pairs.columnCount),
    test: csrOf(hidden, pairs.rowCount, pairs.columnCount),
  }
}

type Pairs = { readonly shoppers: Int32Array; readonly items: Int32Array; size: number }
const newPairs = (room: number): Pairs => ({
  shoppers: new Int32Array(room),
  items: new Int32Array(room),
  size: 0,
})
const addPair = (pairs: Pairs, shopper: number, item: number): void => {
  pairs.shoppers[pairs.size] = shopper
  pairs.items[pairs.size++] = item
}
const csrOf = ({ shoppers, items, size }: Pairs, shopperCount: number, itemCount: number): Csr =>
  csrOfPairs(shoppers.subarray(0, size), items.subarray(0, size), shopperCount, itemCount)

/** @returns undefined when the files are not there */
export const gowalla = (dataFolder: string): World | undefined => {
  const [train, test] = ['train', 'test'].map((part) => join(dataFolder, 'gowalla', `${part}.txt`))
  if (train === undefined || test === undefined || !existsSync(train) || !existsSync(test)) return undefined
  const [known, hidden] = [train, test].map((path) => readLists(readFileSync(path, 'utf8')))
  if (known === undefined || hidden === undefined) return undefined
  const counts = countsOf([...known, ...hidden])
  return { name: 'Gowalla', train: csrOfLists(known, counts), test: csrOfLists(hidden, counts) }
}

/** @returns undefined when the file is not there */
export const ml1m = (dataFolder: string): World | undefined => {
  const path = join(dataFolder, 'ml1m_sasrec', 'ml-1m.seq.txt.gz')
  if (!existsSync(path)) return undefined
  const lists = readLists(gunzipSync(readFileSync(path)).toString('utf8'))
  return split('MovieLens-1M', csrOfLists(lists, countsOf(lists)))
}

const TOPIC_COUNT = 200
const TOPICS_OF_SHOPPER = 4
const ACTS_OF_SHOPPER = 34

/**
 * Shoppers have four topics each; most of what they choose is of these, the rest is what everybody chooses. Items are
 * popular by Zipf's law within their topic, and how much shoppers choose is spread as wide as in real shops.
 */
export const synthetic = (shopperCount: number, itemCount: number): World => {
  const room = Math.ceil(1.5 * shopperCount * ACTS_OF_SHOPPER) + 1_000
  const pairs = newPairs(room)
  const ofTopic = Math.floor(itemCount / TOPIC_COUNT)
  for (let shopper = 0; shopper < shopperCount; shopper++) {
    const random = rng(SEED, 'shopper', shopper)
    const topics = Array.from({ length: TOPICS_OF_SHOPPER }, () => random.int(TOPIC_COUNT))
    const count = Math.min(itemCount / 4, 1 - ACTS_OF_SHOPPER * Math.log(1 - random.float()))
    for (let k = 0; k < count && pairs.size < room; k++)
      addPair(pairs, shopper, chosen(random, topics, ofTopic, itemCount))
  }
  const name = `${shopperCount.toLocaleString('en')} shoppers, ${itemCount.toLocaleString('en')} items, made up`
  return split(name, csrOf(pairs, shopperCount, itemCount))
}

const chosen = (random: Rng, topics: readonly number[], ofTopic: number, itemCount: number): number => {
  if (random.chance(0.2)) return zipf(random, itemCount)
  return Math.min(itemCount - 1, random.pick(topics) + TOPIC_COUNT * zipf(random, ofTopic))
}

/** Item k comes about 1 / (k + 1) as often as the first. */
const zipf = (random: Rng, count: number): number =>
  Math.min(count - 1, Math.floor((count + 1) ** random.float() - 1))

/** Puts a world into a folder, in plain numbers that any program can read. */
export const writeWorld = (folder: string, { train, test }: World): void => {
  writeFileSync(join(folder, 'shape'), bytesOf(Int32Array.of(train.rowCount, train.columnCount)))
  for (const [name, { starts, columns }] of Object.entries({ train, test })) {
    writeFileSync(join(folder, `${name}.starts`), bytesOf(starts))
    writeFileSync(join(folder, `${name}.columns`), bytesOf(columns))
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** What `writeWorld` wrote; its name is not kept. */
export const readWorld = (folder: string): World => {
  const read = (name: string): Int32Array => {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name))
    return new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength))
  }
  const [rowCount = 0, columnCount = 0] = read('shape')
  const csr = (name: string): Csr => {
    const columns = read(`${name}.columns`)
    return {
      rowCount,
      columnCount,
      starts: read(`${name}.starts`),
      columns,
      values: new Float32Array(columns.length).fill(1),
    }
  }
  return { name: folder, train: csr('train'), test: csr('test') }
}
