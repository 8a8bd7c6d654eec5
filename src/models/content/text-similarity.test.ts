import { expect, test } from 'vitest'
import { csrOfPairs } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { type ItemFacts, noFacts } from '../item-facts.ts'
import { bestOf, lookup } from '../scores.ts'
import { projectedVectors, textFeatures } from './text-features.ts'
import { latentVectors, type TextSimilarityOptions, textSimilarity } from './text-similarity.ts'
import { dataOf, queryOf } from '../training-data.test-support.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }

const titled = (titles: readonly string[], descriptions: readonly string[] = []): ItemFacts => ({
  ...noFacts(titles.length),
  textFields: [
    { name: 'title', texts: titles },
    { name: 'description', texts: titles.map((_, item) => descriptions[item] ?? '') },
  ],
})
const learn = async (facts: ItemFacts, options: Partial<TextSimilarityOptions> = {}) => {
  const data = dataOf([], { facts, itemCount: facts.createdAt.length })
  const model = await textSimilarity.train(
    data,
    { ...textSimilarity.defaults, commonShare: 1, dimensions: 0, ...options },
    training,
  )
  return textSimilarity.scorer(model)
}
const nearest = async (facts: ItemFacts, seed: number, options: Partial<TextSimilarityOptions> = {}) => [
  ...bestOf((await learn(facts, options))(queryOf({ seeds: [seed] })), 10).items,
]

const kettles = ['Red enamel kettle', 'Blue enamel kettle', 'Red scarf', 'Wool scarf', 'Garden chair']

test('items that share rare words are alike, and those that share none are not', async () => {
  expect((await nearest(titled(kettles), 0)).slice(0, 2)).toEqual([1, 2])
  expect(await nearest(titled(kettles), 4)).toEqual([])
})

test('works in Chinese, and for forms of a word in any language', async () => {
  expect((await nearest(titled(['红色茶壶', '蓝色茶壶', '羊毛围巾', '花园椅子']), 0))[0]).toBe(1)
  const german = titled(['Teekanne', 'Teekannen aus Glas', 'Wollschal', 'Gartenstuhl'])
  expect((await nearest(german, 0))[0]).toBe(1)
  expect(await nearest(german, 0, { pieceWeight: 0 })).toEqual([])
})

test('a word of the title says more than one of the description', async () => {
  const facts = titled(['lamp', 'lamp', 'chair', 'chair'], ['with oak', 'for desks', 'with oak', 'for desks'])
  expect((await nearest(facts, 0))[0]).toBe(1)
  expect((await nearest(facts, 0, { titleWeight: 0.01 }))[0]).toBe(2)
})

test('tags are words, too', async () => {
  const tags = csrOfPairs(Int32Array.of(0, 1, 2), Int32Array.of(0, 1, 0), 3, 2)
  const facts = { ...titled(['one', 'two', 'three']), tags, tagNames: ['category:Cups', 'category:Teas'] }
  expect(await nearest(facts, 0)).toEqual([2])
  expect(await nearest(facts, 0, { tagWeight: 0 })).toEqual([])
})

test('latent meaning finds what shares no word but company', async () => {
  // "sofa" and "couch" never meet, but both stand with the same words.
  const company = ['soft velvet seat', 'velvet seat feet', 'soft seat feet', 'soft velvet feet']
  const titles = [
    ...company.map((words) => `sofa ${words}`),
    ...company.map((words) => `couch ${words}`),
    ...['sharp steel blade', 'steel blade grip', 'sharp blade grip', 'sharp steel grip'].map(
      (w) => `knife ${w}`,
    ),
    'sofa sofa',
    'couch couch',
  ]
  const scoreOf = async (options: Partial<TextSimilarityOptions>) =>
    lookup((await learn(titled(titles), { pieceWeight: 0, ...options }))(queryOf({ seeds: [12] })))(13)
  expect(await scoreOf({})).toBe(0)
  expect(await scoreOf({ dimensions: 2 })).toBeGreaterThan(0.9)
})

const someFeatures = () => {
  const random = rng(3, 'titles')
  const words = Array.from({ length: 40 }, (_, k) => `word${k}x`)
  const titles = Array.from({ length: 60 }, () => random.shuffle(words).slice(0, 6).join(' '))
  return textFeatures(titled(titles), 60, { ...textSimilarity.defaults, commonShare: 1, pieceWeight: 0 })
}

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0)
const denseRows = (features: ReturnType<typeof textFeatures>) =>
  Array.from({ length: features.rowCount }, (_, row) => {
    const dense = new Float32Array(features.columnCount)
    for (let k = features.starts[row]; k < features.starts[row + 1]; k++)
      dense[features.columns[k]] = features.values[k]
    return dense
  })

test('neighbours are those of the cosine', async () => {
  const features = someFeatures()
  const dense = denseRows(features)
  for (const row of dense) expect(dot(row, row)).toBeCloseTo(1, 5)
  const random = rng(3, 'titles')
  const words = Array.from({ length: 40 }, (_, k) => `word${k}x`)
  const titles = Array.from({ length: 60 }, () => random.shuffle(words).slice(0, 6).join(' '))
  const scoreOf = lookup((await learn(titled(titles), { pieceWeight: 0 }))(queryOf({ seeds: [7] })))
  for (let item = 0; item < 60; item++)
    expect(scoreOf(item)).toBeCloseTo(item === 7 ? 0 : dot(dense[7], dense[item]), 5)
})

test('vectors for other models keep cosines: exactly with all singular values, nearly when projected', async () => {
  const features = someFeatures()
  const dense = denseRows(features)
  const latent = await latentVectors(features, 'text', 60, training)
  const projected = projectedVectors(features, 'text', 2048, 1)
  const row = ({ values, dimensions }: typeof latent, item: number) =>
    values.subarray(item * dimensions, (item + 1) * dimensions)
  for (let item = 1; item < 60; item++) {
    const cosine = dot(dense[0], dense[item])
    expect(dot(row(latent, 0), row(latent, item))).toBeCloseTo(cosine, 3)
    expect(Math.abs(dot(row(projected, 0), row(projected, item)) - cosine)).toBeLessThan(0.12)
  }
})
