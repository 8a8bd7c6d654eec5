/** MovieLens 1M, as SASRec prepares it: the last film of every viewer, of all films. */
import { join } from 'node:path'
import { autoregression } from '../../src/models/linear/autoregression.ts'
import { coOccurrence } from '../../src/models/pairs/co-occurrence.ts'
import { ease } from '../../src/models/linear/ease.ts'
import { popularity } from '../../src/models/counts/popularity.ts'
import { sessionNeighbors } from '../../src/models/sessions/session-neighbors.ts'
import { transitions } from '../../src/models/sessions/transitions.ts'
import { hitAndGain } from './beauty.ts'
import { lastItemSplit, measuredRows, method } from './item-lists.ts'
import type { Protocol, QualityRow } from './protocol.ts'

const FILE = 'ml1m_sasrec/ml-1m.seq.txt.gz'
const ITEM_COUNT = 3417

/** Set on the validation items, for hit@10 + ndcg@10: autoregression by search, the others by hand. */
const TWO_SPEEDS = { shortDecay: 0.5, longDecay: 0.98, aheadDecay: 0.5, l2: 300, longPenalty: 5, keep: 0 }
const FAST = { shortDecay: 0.3, longDecay: 0.9, aheadDecay: 0, l2: 300, keep: 0 }
const NEIGHBORS = {
  of: 'shopper',
  sessionMax: 5000,
  actMax: 2000,
  recency: 0,
  queryFade: 10,
  matchFade: 10,
  itemRarity: 0,
  distancePower: 1,
  backward: 0.3,
  lengthPower: 0.3,
  queryRarity: 2,
} as const
const DIRECT = {
  of: 'shopper',
  backward: 0,
  recency: 0,
  rowPower: 0.7,
  columnPower: 0.3,
  keepMax: 1000,
  lastMax: 20,
  queryFade: 1.5,
} as const
const TASTE = { l2: 200, historyHalfLifeActs: 8, keep: 0 } as const

const published = (name: string, hitRate: number, gain: number, note: string): QualityRow => ({
  method: name,
  by: 'published',
  metrics: { 'hit@10': hitRate, 'ndcg@10': gain },
  note,
})

export const ml1m: Protocol = {
  name: 'ml1m',
  title: 'Next item of a shopper: MovieLens 1M',
  method: [
    'File of SASRec: 6,040 viewers, 3,416 films, 999,611 ratings in the order of time; films of fewer than 5 ratings are left out.',
    'The last film of every viewer is the test, the one before it the validation; all films are ranked but those that the viewer rated before.',
    'The weights of the blend and the options of autoregression were searched on the validation films; those of the other recipes were set by hand on them, a few tries each.',
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
          method('ours', transitions, DIRECT),
          method('ours', sessionNeighbors, NEIGHBORS),
          method('ours', autoregression, TWO_SPEEDS),
          method('ours', autoregression, FAST, { name: 'autoregression, fast' }),
        ],
        blended: ['ease', 'transitions', 'session-neighbors', 'autoregression', 'autoregression, fast'],
        scale: 'max',
        metric: hitAndGain,
        shown: [
          ['hit@10', 'hit', 10],
          ['ndcg@10', 'ndcg', 10],
        ],
      },
      context,
    )
    return [
      ...rows,
      published('SASRec+, 3,000 sampled', 0.3159, 0.1857, 'repository of antklen, commit 29c272e1'),
      published('SASRec+, cross-entropy', 0.3152, 0.1821, 'repository of antklen, commit 29c272e1'),
      published('gSASRec', 0.3003, 0.1726, 'repository of asash, gSASRec-pytorch at 7e350285'),
      published('BERT4Rec', 0.2843, 0.1537, 'repository of antklen, commit 29c272e1'),
      published('SASRec', 0.25, 0.1341, 'repository of antklen, commit 29c272e1'),
    ]
  },
}
