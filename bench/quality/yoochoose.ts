/** Yoochoose, the sample of 100,000 clicks that session-rec is delivered with: small, but with real times. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { coOccurrence } from '../../src/models/pairs/co-occurrence.ts'
import { popularity } from '../../src/models/counts/popularity.ts'
import { sessionNeighbors } from '../../src/models/sessions/session-neighbors.ts'
import { transitions } from '../../src/models/sessions/transitions.ts'
import { dataOfLists, measuredRows, method, prefixCases } from './item-lists.ts'
import type { Protocol } from './protocol.ts'
import { hitAndRank } from './sessions-diginetica.ts'

const FILES = ['train_tr', 'train_valid', 'train_full', 'test'].map((part) => `yoochoose_100k/${part}.txt.gz`)

/** By coordinate search on the validation part of the sample, for hit@20 + mrr@20. */
const NEIGHBORS = {
  queryFade: 4,
  matchFade: 1.5,
  queryRarity: 3,
  itemRarity: 1,
  distancePower: 1,
  neighborMax: 1000,
  lengthPower: 0.2,
}

type Click = { readonly session: number; readonly item: number; readonly at: number }

const readClicks = async (path: string): Promise<readonly Click[]> =>
  gunzipSync(await readFile(path))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [session = -1, item = -1, at = 0] = line.split('\t').map(Number)
      return { session, item, at }
    })

/** Numbers for the items of the training part, from 0. */
const numbersOf = (clicks: readonly Click[]): ReadonlyMap<number, number> =>
  new Map([...new Set(clicks.map(({ item }) => item))].map((item, number) => [item, number]))

/** Sessions in the order of their last clicks; clicks on items without a number are left out, as session-rec does. */
const listsOf = (
  clicks: readonly Click[],
  numbers: ReadonlyMap<number, number>,
): readonly (readonly number[])[] => {
  const bySession = new Map<number, number[]>()
  for (const { session, item } of clicks.toSorted((a, b) => a.at - b.at)) {
    const number = numbers.get(item)
    if (number === undefined) continue
    const list = bySession.get(session) ?? []
    bySession.delete(session)
    bySession.set(session, [...list, number])
  }
  return [...bySession.values()]
}

export const yoochoose: Protocol = {
  name: 'yoochoose',
  title: 'Next click of a visit: Yoochoose, a sample',
  method: [
    'Files of session-rec: 83,846 clicks of the first week of April 2014, the last day as the test, with its split of the rest for the choice of options.',
    'Every beginning of every test session asks for the click after it; all items of the training part are ranked, those of the session too.',
    'No figures are published for this sample: it shows how far neighbours are ahead of plain methods on a small shop.',
  ],
  files: FILES,
  isQuick: true,
  run: async (context) => {
    const [tuning = [], validation = [], train = [], test = []] = await Promise.all(
      FILES.map((file) => readClicks(join(context.dataFolder, file))),
    )
    const part = (from: readonly Click[], asked: readonly Click[]) => {
      const numbers = numbersOf(from)
      return {
        data: dataOfLists(listsOf(from, numbers), 'session', numbers.size),
        cases: prefixCases(listsOf(asked, numbers)),
      }
    }
    return measuredRows(
      {
        search: part(tuning, validation),
        final: part(train, test),
        methods: [
          method('baseline', popularity, { by: 'acts', halfLifeDays: 0 }),
          method(
            'baseline',
            coOccurrence,
            { from: 'any', to: 'any', within: 'session' },
            { name: 'item cosine' },
          ),
          method('ours', sessionNeighbors, NEIGHBORS),
          method('ours', transitions, {}),
          method('ours', transitions, { hops: 2 }, { name: 'transitions, two hops' }),
        ],
        blended: ['session-neighbors', 'transitions', 'transitions, two hops'],
        scale: 'length',
        metric: hitAndRank,
        shown: [
          ['hit@20', 'hit', 20],
          ['mrr@20', 'reciprocal-rank', 20],
        ],
      },
      context,
    )
  },
}
