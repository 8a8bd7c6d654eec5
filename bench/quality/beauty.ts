/** Amazon Beauty, as S3-Rec prepares it: the last item of every shopper, of all items. */
import { join } from 'node:path'
import { hitByPlace, ndcgByPlace, type PlaceMetric } from '../../src/evaluation/search-weights.ts'
import { coOccurrence } from '../../src/models/pairs/co-occurrence.ts'
import { ease } from '../../src/models/linear/ease.ts'
import { popularity } from '../../src/models/counts/popularity.ts'
import { sessionNeighbors } from '../../src/models/sessions/session-neighbors.ts'
import { transitions } from '../../src/models/sessions/transitions.ts'
import { lastItemSplit, measuredRows, method } from './item-lists.ts'
import type { Protocol, QualityRow } from './protocol.ts'

const FILE = 'amazon_beauty/Beauty.txt'
const ITEM_COUNT = 12_102

/** Set by hand on the validation items, for hit@10 + ndcg@10. */
const NEIGHBORS = {
  of: 'shopper',
  recency: 0,
  sessionMax: 5000,
  neighborMax: 300,
  queryFade: 7,
  itemRarity: 1,
  distancePower: 1.4,
  backward: 0.15,
  lengthPower: 0.2,
} as const
const DIRECT = {
  of: 'shopper',
  window: 5,
  decay: 0.7,
  backward: 0.3,
  recency: 0,
  rowPower: 0.7,
  columnPower: 0.3,
  queryFade: 1.5,
  lastMax: 20,
  keepMax: 500,
} as const
const TASTE = { l2: 50, historyHalfLifeActs: 2 } as const

const hit = hitByPlace(10)
const ndcg = ndcgByPlace(10)
export const hitAndGain: PlaceMetric = (places) => hit(places) + ndcg(places)

const published = (name: string, hitRate: number, gain: number, note: string): QualityRow => ({
  method: name,
  by: 'published',
  metrics: { 'hit@10': hitRate, 'ndcg@10': gain },
  note,
})

const S3_REC = 'CIKM 2020, table of all ranks in the repository of S3-Rec'

export const beauty: Protocol = {
  name: 'beauty',
  title: 'Next item of a shopper: Amazon Beauty',
  method: [
    'Files of S3-Rec: 22,363 shoppers, 12,101 items, 198,502 reviews in the order of their days.',
    'The last item of every shopper is the test, the one before it the validation; all items are ranked but those that the shopper had before.',
    'The weights of the blend were searched on the validation items; options were set by hand on them, a few tries each. Days are all that is known of time: within a day, items stand as the file has them, which any method that reads the order can use.',
  ],
  files: [FILE],
  isQuick: false,
  run: async (context) => {
    const rows = await measuredRows(
      {
        ...(await lastItemSplit(join(context.dataFolder, FILE), ITEM_COUNT)),
        methods: [
          method('baseline', popularity, { by: 'acts', halfLifeDays: 0 }),
          method(
            'baseline',
            coOccurrence,
            { from: 'any', to: 'any', within: 'shopper' },
            { name: 'item cosine' },
          ),
          method('ours', ease, TASTE),
          method('ours', sessionNeighbors, NEIGHBORS),
          method('ours', transitions, DIRECT),
          method('ours', transitions, { ...DIRECT, hops: 2 }, { name: 'transitions, two hops' }),
        ],
        blended: ['ease', 'session-neighbors', 'transitions', 'transitions, two hops'],
        scale: 'max',
        metric: hitAndGain,
        shown: [
          ['hit@5', 'hit', 5],
          ['ndcg@5', 'ndcg', 5],
          ['hit@10', 'hit', 10],
          ['ndcg@10', 'ndcg', 10],
        ],
      },
      context,
    )
    return [
      ...rows,
      published('ActionPiece', 0.0775, 0.0424, '2025; figure as remembered, not read again'),
      published('TIGER', 0.0648, 0.0384, 'NeurIPS 2023; figure as remembered, not read again'),
      published('S3-Rec', 0.0647, 0.0327, S3_REC),
      published('SASRec', 0.0605, 0.0318, `${S3_REC}; runs in RecBole reach 0.0848 / 0.0432`),
      published('BERT4Rec', 0.0347, 0.017, S3_REC),
      published('popularity, as published', 0.0152, 0.0068, S3_REC),
    ]
  },
}
