/** Ta-Feng grocery: the next basket of shoppers never seen before, as in "A next basket recommendation reality check". */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rng } from '../../src/math/rng.ts'
import { nextBasket } from '../../src/models/repeat/next-basket.ts'
import { personalFrequency } from '../../src/models/repeat/personal-frequency.ts'
import { tifuKnn } from '../../src/models/repeat/tifu-knn.ts'
import { upCf } from '../../src/models/repeat/up-cf.ts'
import {
  type BasketCase,
  basketMetrics,
  dataOfShoppers,
  evenlySpaced,
  lastBasketCase,
  PERSONAL_TOP,
  popularOnly,
  rowsOfRuns,
  type Run,
  type Shopper,
  type Trained,
  trained,
} from './baskets.ts'
import type { Protocol, ProtocolContext, QualityRow } from './protocol.ts'

const REALITY = [
  'tafeng/nbr_reality_check/tafeng_history.json',
  'tafeng/nbr_reality_check/tafeng_future.json',
] as const
const DNNTSP = 'tafeng/dnntsp/TaFeng.json'
const PLACES = [10, 20]
const SPLITS = 5
const TRAIN_SHARE = 0.72
const VALIDATION_SHARE = 0.08

/**
 * The files have no dates. Two weeks is about how far apart baskets are (6.6 of them in four months), and more than the
 * short memory of popularity: the last basket of everyone is what is popular now.
 */
const STEP_DAYS = 14

type Sequences = Readonly<Record<string, readonly (readonly number[])[]>>
const readJson = async <T>(context: ProtocolContext, file: string): Promise<T> =>
  JSON.parse(await readFile(join(context.dataFolder, file), 'utf8')) as T

const itemCountOf = (shoppers: readonly Shopper[]): number =>
  shoppers.reduce(
    (most, baskets) =>
      baskets.reduce((m, { items }) => items.reduce((n, item) => Math.max(n, item + 1), m), most),
    0,
  )
const pastOf = (shopper: Shopper): Shopper => shopper.slice(0, -1)

/** All methods on one split. `others` may be read by methods that need no training: histories, never last baskets. */
const runsOf = async (
  learners: readonly Shopper[],
  others: readonly Shopper[],
  cases: readonly BasketCase[],
  itemCount: number,
  context: ProtocolContext,
): Promise<readonly Run[]> => {
  const runs: Run[] = []
  const add = (
    method: string,
    by: QualityRow['by'],
    { scorer, trainSeconds }: Trained,
    note?: string,
  ): void => {
    const metrics = basketMetrics(scorer, cases, PLACES, 'whole basket')
    context.say(
      `${method}: ndcg@10 ${(metrics['ndcg@10'] ?? 0).toFixed(4)}, trained in ${trainSeconds.toFixed(1)} s`,
    )
    runs.push([method, { by, metrics, trainSeconds, ...(note === undefined ? {} : { note }) }])
  }
  const pasts = dataOfShoppers([...learners, ...others].map(pastOf), itemCount, 0)
  const pastsOfLearners = dataOfShoppers(learners.map(pastOf), itemCount, 0)
  const whole = dataOfShoppers(learners, itemCount, 0)
  const personalTop = await trained(personalFrequency, pasts, PERSONAL_TOP, context)
  add('G-TopFreq', 'baseline', popularOnly(personalTop))
  add(
    'P-TopFreq',
    'baseline',
    await trained(
      personalFrequency,
      pasts,
      { ...PERSONAL_TOP, popularMax: 0, popularityWeight: 1e-29 },
      context,
    ),
  )
  add('GP-TopFreq', 'baseline', personalTop, 'ties by popularity')
  add(
    'TIFU-kNN',
    'baseline',
    await trained(tifuKnn, pastsOfLearners, {}, context),
    'settings of the authors: 300 .9 .7 .7 7',
  )
  add(
    'UP-CF@r',
    'baseline',
    await trained(upCf, pasts, { asymmetry: 0.75, locality: 10 }, context),
    'settings of the paper: 10 .75 10',
  )
  add('personal-frequency', 'ours', await trained(personalFrequency, whole, {}, context), 'defaults')
  add('next-basket', 'ours', await trained(nextBasket, whole, {}, context), 'defaults')
  return runs
}

const published = (method: string, recall: number, ndcg: number, hit: number, note: string): QualityRow => ({
  method,
  by: 'published',
  metrics: { 'recall@10': recall, 'ndcg@10': ndcg, 'hit@10': hit },
  note,
})

const REALITY_NOTE = 'Li et al., TOIS 2023; other random splits of the same files'

export const tafengProtocol: Protocol = {
  name: 'tafeng',
  title: 'Next basket: Ta-Feng grocery',
  method: [
    'Files of "A next basket recommendation reality check": 13,858 shoppers with 3 to 50 baskets, 11,997 items.',
    `Shoppers are split at random, 72 % to learn from, 8 % for validation, 20 % to be tested; figures are means over ${SPLITS} seeded splits. (The published splits were drawn without a seed.)`,
    'The last basket of a test shopper is to be found from those before it. Models learn from the other shoppers; only methods without training also count histories of test shoppers.',
    'Recall is the share of the basket that is in the list; NDCG counts the whole basket as the ideal; hit is 1 when anything is right. Repeat and explore recall count items that the shopper had or had not bought, over shoppers who have such items.',
    'The files have no dates: baskets stand two weeks apart, the last of everyone on the same day. So a model may learn what is popular in last baskets of other shoppers, as published models do.',
    'Ours run with their defaults. Those of next-basket are first guesses that a look at validation shoppers of two splits did not change; those of personal-frequency were found on validation shoppers of the first split and on Online Retail.',
  ],
  files: REALITY,
  isQuick: false,
  run: async (context) => {
    const [histories, futures] = await Promise.all(
      REALITY.map(async (file) => readJson<Sequences>(context, file)),
    )
    // Each list stands between two that hold −1.
    const shoppers = Object.entries(histories as Sequences).map(([id, baskets]) =>
      evenlySpaced([...baskets.slice(1, -1), (futures as Sequences)[id]?.[1] ?? []], STEP_DAYS),
    )
    const itemCount = itemCountOf(shoppers)
    const runs = new Map<string, Run[1][]>()
    for (let split = 0; split < SPLITS; split++) {
      const shuffled = rng(split, 'split').shuffle(shoppers)
      const learnerCount = Math.floor(TRAIN_SHARE * shuffled.length)
      const testStart = Math.floor((TRAIN_SHARE + VALIDATION_SHARE) * shuffled.length)
      const learners = shuffled.slice(0, learnerCount)
      const cases = shuffled.slice(testStart).map(lastBasketCase)
      for (const [method, run] of await runsOf(
        learners,
        shuffled.slice(learnerCount),
        cases,
        itemCount,
        context,
      ))
        runs.set(method, [...(runs.get(method) ?? []), run])
    }
    return [
      ...rowsOfRuns(runs),
      published('G-TopFreq', 0.08, 0.084, 0.245, REALITY_NOTE),
      published('P-TopFreq', 0.107, 0.096, 0.347, REALITY_NOTE),
      published('GP-TopFreq', 0.122, 0.103, 0.374, REALITY_NOTE),
      published('UP-CF@r', 0.125, 0.108, 0.393, REALITY_NOTE),
      published('TIFU-kNN', 0.13, 0.105, 0.389, REALITY_NOTE),
      published('DNNTSP', 0.175, 0.152, 0.478, REALITY_NOTE),
    ]
  },
}

export const tafengDnntspProtocol: Protocol = {
  name: 'tafeng-dnntsp',
  title: 'Next basket: Ta-Feng grocery as DNNTSP split it',
  method: [
    'The file of the authors of DNNTSP: 6,888 shoppers to learn from, 984 for validation, 1,969 to be tested; 4,935 items, the ones that make up most sales.',
    'The rest is as in the protocol above. The split is theirs, so figures stand side by side; NDCG with the whole basket as the ideal can only lower ours.',
  ],
  files: [DNNTSP],
  isQuick: true,
  run: async (context) => {
    const parts = await readJson<Record<'train' | 'validate' | 'test', Sequences>>(context, DNNTSP)
    const shoppersOf = (part: Sequences): Shopper[] =>
      Object.values(part).map((baskets) => evenlySpaced(baskets, STEP_DAYS))
    const learners = rng(1, 'log').shuffle(shoppersOf(parts.train))
    const tested = shoppersOf(parts.test)
    const itemCount = itemCountOf([...learners, ...shoppersOf(parts.validate), ...tested])
    const runs = await runsOf(learners, tested, tested.map(lastBasketCase), itemCount, context)
    return [
      ...rowsOfRuns(new Map(runs.map(([method, run]) => [method, [run]]))),
      published('DNNTSP', 0.1752, 0.1517, 0.4789, 'Yu et al., KDD 2020, table 3'),
    ]
  },
}
