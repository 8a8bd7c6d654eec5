import { expect, test } from 'vitest'
import { rng } from '../../math/rng.ts'
import { type Compute, inlineCompute } from '../compute.ts'
import { predict } from './forest.ts'
import { LAMBDA_MART_DEFAULTS, type LambdaMartOptions, trainForest } from './lambda-mart.ts'
import { groupNdcg, type RankRows } from './rank-rows.ts'
import type { Training } from '../recipe.ts'

const SMALL: LambdaMartOptions = { ...LAMBDA_MART_DEFAULTS, trees: 20, leaves: 8, minLeafRows: 5 }
const training = (compute: Compute = inlineCompute, seed = 1): Training => ({
  compute,
  seed,
  report: () => {},
})

/** Groups of 20 rows whose label is worked out from their features. */
const rowsBy = (
  groupCount: number,
  featureCount: number,
  labelOf: (features: Float32Array) => number,
  draw: (random: ReturnType<typeof rng>) => number = (random) => random.normal(),
): RankRows => {
  const random = rng(groupCount, 'rows')
  const rowCount = groupCount * 20
  const values = Float32Array.from({ length: rowCount * featureCount }, () => draw(random))
  const featuresOf = (row: number): Float32Array =>
    values.subarray(row * featureCount, (row + 1) * featureCount)
  return {
    rowCount,
    featureCount,
    values,
    groupStarts: Int32Array.from({ length: groupCount + 1 }, (_, g) => 20 * g),
    labels: Uint8Array.from({ length: rowCount }, (_, row) => labelOf(featuresOf(row))),
  }
}

const isOpposite = ([a, b]: Float32Array): number => Number(a > 0 !== b > 0)

/** Parts in a random order. */
const shuffledCompute: Compute = {
  threadCount: 3,
  run: async (task, args, partCount) => {
    const doPart = task.open(args)
    for (const part of rng(7, task.name).shuffle(Array.from({ length: partCount }, (_, k) => k))) doPart(part)
  },
}

test('a rule that no single feature tells is learnt to the end', async () => {
  const rows = rowsBy(100, 3, isOpposite)
  const forest = await trainForest(rows, SMALL, training())
  expect(groupNdcg(rows, predict(forest, rows.values, rows.rowCount), 10)).toBeGreaterThan(0.999)
  const others = rowsBy(41, 3, isOpposite)
  expect(groupNdcg(others, predict(forest, others.values, others.rowCount), 10)).toBeGreaterThan(0.99)
})

test('lists that are learnt from get better with every few trees', async () => {
  const random = rng(3, 'noise')
  const rows = rowsBy(60, 5, ([a, b, c]) =>
    a * b + Math.sin(2 * c) + random.normal() > 1 ? 2 : a > 1 ? 1 : 0,
  )
  const ndcgAfter = async (trees: number): Promise<number> => {
    const forest = await trainForest(rows, { ...SMALL, trees }, training())
    return groupNdcg(rows, predict(forest, rows.values, rows.rowCount), 10)
  }
  const ndcgs = [await ndcgAfter(0), await ndcgAfter(5), await ndcgAfter(15), await ndcgAfter(40)]
  expect(ndcgs).toEqual(ndcgs.toSorted((a, b) => a - b))
  expect(ndcgs[3]).toBeGreaterThan(ndcgs[0] + 0.2)
})

test('values that are not known go where those went that were like them', async () => {
  const missing = rowsBy(
    50,
    2,
    ([a]) => Number(Number.isNaN(a)),
    (random) => (random.chance(0.3) ? Number.NaN : random.normal()),
  )
  const forest = await trainForest(missing, SMALL, training())
  const [unknown, low, high] = predict(forest, Float32Array.of(Number.NaN, 0, -9, 0, 9, 0), 3)
  expect(unknown).toBeGreaterThan(Math.max(low, high))
  const either = rowsBy(
    50,
    1,
    ([a]) => Number(!(a < 0.5)),
    (random) => (random.chance(0.3) ? Number.NaN : random.normal()),
  )
  const other = await trainForest(either, SMALL, training())
  const [unknownToo, lowToo, highToo] = predict(other, Float32Array.of(Number.NaN, -1, 2), 3)
  expect(unknownToo).toBeCloseTo(highToo, 6)
  expect(unknownToo).toBeGreaterThan(lowToo)
})

test('same rows, options and seed give the same bytes, whatever the order of the parts', async () => {
  const rows = rowsBy(80, 11, ([a, b]) => Number(a * b > 0.3))
  const options = { ...SMALL, rowShare: 0.7, featureShare: 0.6 }
  const first = await trainForest(rows, options, training())
  expect(await trainForest(rows, options, training())).toEqual(first)
  expect(await trainForest(rows, options, training(shuffledCompute))).toEqual(first)
  for (const share of ['rowShare', 'featureShare']) {
    const shared = { ...SMALL, trees: 3, [share]: 0.5 }
    const [one, other] = [training(inlineCompute, 1), training(inlineCompute, 2)]
    expect(await trainForest(rows, shared, other)).not.toEqual(await trainForest(rows, shared, one))
  }
})

test('a tree looks at no more features than its share', async () => {
  const rows = rowsBy(80, 12, ([a, b, c, d]) => Number(a + b + c + d > 1))
  const { roots, features } = await trainForest(rows, { ...SMALL, featureShare: 0.25 }, training())
  const used = [...roots].map((root, t) => new Set(features.subarray(root, roots[t + 1])).size)
  expect(Math.max(...used)).toBeLessThanOrEqual(3)
  expect(new Set(features).size).toBeGreaterThan(3)
})

test('labels that say nothing give a forest that says nothing', async () => {
  for (const label of [0, 1]) {
    const forest = await trainForest(
      rowsBy(10, 2, () => label),
      SMALL,
      training(),
    )
    expect([...predict(forest, Float32Array.of(1, 2, 3, 4), 2)]).toEqual([0, 0])
  }
  const none = {
    ...rowsBy(1, 2, () => 1),
    rowCount: 0,
    values: new Float32Array(0),
    labels: new Uint8Array(0),
  }
  const forest = await trainForest({ ...none, groupStarts: Int32Array.of(0) }, SMALL, training())
  expect(forest.roots).toHaveLength(0)
})

test('one group is enough, and features that are all alike or never known do no harm', async () => {
  const one = rowsBy(1, 1, ([a]) => Number(a > 0))
  const rows: RankRows = {
    ...one,
    featureCount: 3,
    values: Float32Array.from({ length: 60 }, (_, k) => [one.values[(k / 3) | 0], 5, Number.NaN][k % 3]),
  }
  const forest = await trainForest(rows, { ...SMALL, minLeafRows: 1 }, training())
  expect(groupNdcg(rows, predict(forest, rows.values, 20), 10)).toBe(1)
  expect(new Set(forest.features)).toEqual(new Set([0]))
})

test('trees end where lists that are not learnt from are ordered best', async () => {
  const random = rng(9, 'noise')
  const noisy = ([a]: Float32Array): number => Number(a + 3 * random.normal() > 2)
  const options = { ...SMALL, trees: 150, learningRate: 0.3, patience: 10 }
  const [rows, validation] = [rowsBy(60, 8, noisy), rowsBy(61, 8, noisy)]
  const forest = await trainForest(rows, options, training(), validation)
  const all = await trainForest(rows, options, training())
  const ndcgOf = ({ roots }: typeof all, of = all): number =>
    groupNdcg(validation, predict({ ...of, roots }, validation.values, validation.rowCount), 10)
  expect(forest.roots.length).toBeLessThan(all.roots.length)
  expect(forest.roots).toEqual(all.roots.slice(0, forest.roots.length))
  expect(ndcgOf(forest)).toBeGreaterThanOrEqual(ndcgOf(all))
})

test('odds are learnt as odds, from any groups', async () => {
  const rows = rowsBy(100, 1, ([a]) => Number(a > 0))
  const random = rng(4, 'labels')
  const labels = rows.labels.map((label) => Number(random.chance(label === 1 ? 0.8 : 0.1)))
  const options = { ...SMALL, objective: 'logistic', leaves: 2, trees: 60 } as const
  const forest = await trainForest({ ...rows, labels }, options, training())
  const [low, high] = predict(forest, Float32Array.of(-1, 1), 2).map((score) => 1 / (1 + Math.exp(-score)))
  expect(low).toBeCloseTo(0.1, 1)
  expect(high).toBeCloseTo(0.8, 1)
})

test('rows that do not fit together are refused', async () => {
  const rows = rowsBy(2, 1, () => 1)
  const refused = [
    { ...rows, labels: new Uint8Array(3) },
    { ...rows, groupStarts: Int32Array.of(0, 20) },
    { ...rows, groupStarts: Int32Array.of(0, 50, 40) },
    { ...rows, labels: rows.labels.map(() => 40) },
  ]
  for (const given of refused)
    await expect(trainForest(given, SMALL, training())).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
