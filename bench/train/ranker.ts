/** How long the trees of the ranker take to grow and how well they order, beside LightGBM on the same rows. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openThreadCompute } from '../../src/jobs/thread-compute.ts'
import { predict } from '../../src/models/ranker/forest.ts'
import {
  LAMBDA_MART_DEFAULTS,
  type LambdaMartOptions,
  trainForest,
} from '../../src/models/ranker/lambda-mart.ts'
import { groupNdcg, type RankRows } from '../../src/models/ranker/rank-rows.ts'
import { linesOf, outputOf, pythonWith } from '../peers/python.ts'
import type { BenchContext, BenchTable, Figures } from '../result.ts'
import type { Workspace } from '../workspace.ts'
import { plantedRanking } from './planted-ranking.ts'

type Size = { readonly groupCount: number; readonly trees: number; readonly leaves: number }

const SIZES: Readonly<Record<'quick' | 'full', readonly Size[]>> = {
  quick: [{ groupCount: 400, trees: 20, leaves: 31 }],
  full: [
    { groupCount: 1_000, trees: 100, leaves: 31 },
    { groupCount: 9_100, trees: 100, leaves: 31 },
    { groupCount: 9_100, trees: 100, leaves: 255 },
  ],
}
const FEATURE_COUNT = 40
const TEST_GROUPS = 2_000
const PLACES = 10
const THREAD_COUNTS = [1, 2]
const PEER = fileURLToPath(new URL('../peers/ranker.py', import.meta.url))

type Timed = { readonly threads: number; readonly seconds: number; readonly ndcg: number }

const writeRows = (folder: string, name: string, { values, labels, groupStarts }: RankRows): void => {
  writeFileSync(join(folder, `${name}.values`), new Uint8Array(values.buffer))
  writeFileSync(join(folder, `${name}.labels`), labels)
  writeFileSync(join(folder, `${name}.starts`), new Uint8Array(groupStarts.buffer))
}

const peerTimes = async (
  workspace: Workspace,
  python: string | undefined,
  folder: string,
  { trees, leaves }: Size,
): Promise<readonly Timed[]> => {
  if (python === undefined) return []
  const args = [PEER, folder, ...[FEATURE_COUNT, trees, leaves, ...THREAD_COUNTS].map(String)]
  return linesOf<Timed>(await outputOf(workspace, python, args))
}

const ownTime = async (train: RankRows, test: RankRows, size: Size, threads: number): Promise<Timed> => {
  const options: LambdaMartOptions = { ...LAMBDA_MART_DEFAULTS, trees: size.trees, leaves: size.leaves }
  const compute = openThreadCompute(threads)
  try {
    const training = { compute, seed: 1, report: () => {} }
    // The first run starts the threads and compiles; it is not measured.
    await trainForest(plantedRanking(50, FEATURE_COUNT, 3), { ...options, trees: 5 }, training)
    const startedAt = performance.now()
    const forest = await trainForest(train, options, training)
    const seconds = (performance.now() - startedAt) / 1000
    return { threads, seconds, ndcg: groupNdcg(test, predict(forest, test.values, test.rowCount), PLACES) }
  } finally {
    await compute.close()
  }
}

/**
 * @param python  the program, where it is not `python3` on the PATH
 * @returns one table: seconds and NDCG of both by rows, leaves and threads; `null` where there is no LightGBM
 */
export const rankerTables = async (
  { isQuick, workspace }: Pick<BenchContext, 'isQuick' | 'workspace'>,
  python = 'python3',
): Promise<BenchTable[]> => {
  const peer = await pythonWith(workspace, python, ['lightgbm'], ['lightgbm', 'numpy'])
  const rows: Figures[] = []
  for (const size of isQuick ? SIZES.quick : SIZES.full) {
    const train = plantedRanking(size.groupCount, FEATURE_COUNT, 1)
    const test = plantedRanking(TEST_GROUPS, FEATURE_COUNT, 2)
    const folder = workspace.folder('ranking')
    writeRows(folder, 'train', train)
    writeRows(folder, 'test', test)
    const peers = await peerTimes(workspace, peer, folder, size)
    for (const threads of THREAD_COUNTS) {
      const own = await ownTime(train, test, size, threads)
      const other = peers.find((one) => one.threads === threads)
      rows.push({
        rows: train.rowCount,
        leaves: size.leaves,
        trees: size.trees,
        threads,
        seconds: own.seconds,
        peerSeconds: other?.seconds ?? null,
        ratio: other === undefined ? null : own.seconds / other.seconds,
        ndcg: own.ndcg,
        peerNdcg: other?.ndcg ?? null,
      })
    }
  }
  return [
    {
      title: `Training the trees of the ranker: ${FEATURE_COUNT} features, lists of 20 to 200, learning rate 0.1`,
      columns: [
        { key: 'rows', title: 'rows', digits: 0 },
        { key: 'leaves', title: 'leaves', digits: 0 },
        { key: 'trees', title: 'trees', digits: 0 },
        { key: 'threads', title: 'threads', digits: 0 },
        { key: 'seconds', title: 'seconds', digits: 1 },
        { key: 'peerSeconds', title: 'LightGBM s', digits: 1 },
        { key: 'ratio', title: 'times LightGBM', digits: 2 },
        { key: 'ndcg', title: `NDCG@${PLACES}`, digits: 4 },
        { key: 'peerNdcg', title: 'LightGBM', digits: 4 },
      ],
      rows,
    },
  ]
}
