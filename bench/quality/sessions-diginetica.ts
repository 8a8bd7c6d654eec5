/** Diginetica, as SR-GNN and GCE-GNN prepare it: the next click of a visit, every beginning of every visit asked for. */
import { join } from 'node:path'
import { hitByPlace, type PlaceMetric, reciprocalRankByPlace } from '../../src/evaluation/search-weights.ts'
import { coOccurrence } from '../../src/models/pairs/co-occurrence.ts'
import { popularity } from '../../src/models/counts/popularity.ts'
import { sessionNeighbors } from '../../src/models/sessions/session-neighbors.ts'
import { transitions } from '../../src/models/sessions/transitions.ts'
import { dataOfLists, measuredRows, method, prefixCases, readNumbers } from './item-lists.ts'
import type { Protocol, QualityRow } from './protocol.ts'

const FILES = ['train_sessions.txt.gz', 'test_sessions.txt.gz'].map((file) => `sessions_diginetica/${file}`)
const ITEM_COUNT = 43_098
/** The newest sessions of the training part are what options and weights are searched with. */
const VALIDATION_SHARE = 0.05
/** Every so many validation cases one is asked: neighbouring ones are of the same session. */
const VALIDATION_STEP = 3

/** By coordinate search on the validation part, for hit@20 + mrr@20. */
const NEIGHBORS = {
  queryFade: 2.5,
  matchFade: 3,
  queryRarity: 2,
  itemRarity: 4,
  recency: 2,
  lengthPower: 0.2,
  distancePower: 0.7,
  backward: 0.7,
  lastItem: 0.4,
}
const TWO_HOPS = { hops: 2, recency: 2, rowPower: 0.5, columnPower: 0.5 } as const

const hit = hitByPlace(20)
const reciprocalRank = reciprocalRankByPlace(20)
export const hitAndRank: PlaceMetric = (places) => hit(places) + reciprocalRank(places)

const published = (name: string, hitRate: number, rank: number, note: string): QualityRow => ({
  method: name,
  by: 'published',
  metrics: { 'hit@20': hitRate, 'mrr@20': rank },
  note,
})

export const diginetica: Protocol = {
  name: 'sessions-diginetica',
  title: 'Next click of a visit: Diginetica',
  method: [
    'Files of GCE-GNN: sessions of at least 2 clicks, items of at least 5; the last 7 days are the test.',
    'Every beginning of every test session asks for the click after it, 60,858 in all; all 43,097 items are ranked, those of the session too.',
    'Options of the neighbours and weights were searched on the newest 5 % of the training sessions, options of the two hops tried a few times there; the test part was not used for any choice.',
  ],
  files: FILES,
  isQuick: true,
  run: async (context) => {
    const [train = [], test = []] = await Promise.all(
      FILES.map((file) => readNumbers(join(context.dataFolder, file))),
    )
    const cut = Math.floor(train.length * (1 - VALIDATION_SHARE))
    const rows = await measuredRows(
      {
        search: {
          data: dataOfLists(train.slice(0, cut), 'session', ITEM_COUNT),
          cases: prefixCases(train.slice(cut)).filter((_, k) => k % VALIDATION_STEP === 0),
        },
        final: { data: dataOfLists(train, 'session', ITEM_COUNT), cases: prefixCases(test) },
        methods: [
          method('baseline', popularity, { by: 'acts', halfLifeDays: 0 }),
          method(
            'baseline',
            coOccurrence,
            { from: 'any', to: 'any', within: 'session' },
            { name: 'item cosine' },
          ),
          method('ours', transitions, { recency: 2 }),
          method('ours', sessionNeighbors, NEIGHBORS),
          method('ours', transitions, TWO_HOPS, { name: 'transitions, two hops' }),
        ],
        blended: ['session-neighbors', 'transitions, two hops'],
        scale: 'length',
        metric: hitAndRank,
        shown: [
          ['hit@20', 'hit', 20],
          ['mrr@20', 'reciprocal-rank', 20],
        ],
      },
      context,
    )
    return [
      ...rows,
      published('COTREC', 0.5418, 0.1907, 'CIKM 2021; figure as remembered, not read again'),
      published('GCE-GNN', 0.5422, 0.1904, 'SIGIR 2020; figure as remembered, not read again'),
      published('S²-DHCN', 0.5318, 0.1844, 'AAAI 2021; figure as remembered, not read again'),
      published('SR-GNN', 0.5073, 0.1759, 'AAAI 2019; hit@20 read in the README of PaddleRec'),
      published('NARM', 0.497, 0.1617, 'CIKM 2017; figure as remembered, not read again'),
      published('Item-KNN', 0.3575, 0.1157, 'as in SR-GNN; figure as remembered, not read again'),
    ]
  },
}
