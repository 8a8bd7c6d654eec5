/** How long factorization takes: beside ALS of `implicit` to the same quality, and by the number of pairs. */
import { fileURLToPath } from 'node:url'
import type { IalsOptions } from '../../src/models/factors/ials.ts'
import { linesOf, outputOf, pythonWith } from '../peers/python.ts'
import type { BenchTable, DataContext, Figures } from '../result.ts'
import { amount } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import type { EpochLine } from './ials-run.ts'
import { gowalla, ml1m, synthetic, type World, writeWorld } from './ials-worlds.ts'

const THREADS = 2
const OWN_EPOCHS = [1, 2, 3, 4, 6, 8]
const PEER_EPOCHS = 15
/** Both are timed to this share of the best that the lesser of the two reaches. */
const SAME = 0.99
const RUN = fileURLToPath(new URL('./ials-run.ts', import.meta.url))
const PEER = fileURLToPath(new URL('../peers/ials.py', import.meta.url))

type PeerOptions = { readonly alpha: number; readonly regularization: number }

/** Chosen for each program: on Gowalla and MovieLens with a part of the training pairs held out; made-up shops take Gowalla's. */
const GOWALLA: Settings = {
  own: { unobservedWeight: 0.015, ridge: 0.003, ridgeExponent: 1 },
  peer: { alpha: 66, regularization: 100 },
}
const ML1M: Settings = {
  own: { unobservedWeight: 0.1, ridge: 0.01, ridgeExponent: 1 },
  peer: { alpha: 10, regularization: 100 },
}
const SYNTHETIC: Settings = {
  own: { unobservedWeight: 0.015, ridge: 0.003, ridgeExponent: 1 },
  peer: { alpha: 66, regularization: 100 },
}
type Settings = { readonly own: Partial<IalsOptions>; readonly peer: PeerOptions }

type Trial = Settings & { readonly world: World; readonly dimensions: number }

const ownLines = async (
  workspace: Workspace,
  folder: string,
  options: Partial<IalsOptions>,
  epochCounts: readonly number[],
): Promise<readonly EpochLine[]> => {
  const args = [RUN, folder, JSON.stringify(options), String(THREADS), ...epochCounts.map(String)]
  return linesOf<EpochLine>(await outputOf(workspace, process.execPath, args))
}

const peerLines = async (
  workspace: Workspace,
  python: string | undefined,
  folder: string,
  dimensions: number,
  { alpha, regularization }: PeerOptions,
): Promise<readonly EpochLine[]> => {
  if (python === undefined) return []
  const numbers = [dimensions, alpha, regularization, PEER_EPOCHS, THREADS]
  return linesOf<EpochLine>(await outputOf(workspace, python, [PEER, folder, ...numbers.map(String)]))
}

const bestOf = (lines: readonly EpochLine[]): number => Math.max(...lines.map(({ ndcg }) => ndcg ?? 0))
const secondsTo = (lines: readonly EpochLine[], ndcg: number): number | null =>
  lines.find((line) => (line.ndcg ?? 0) >= ndcg)?.seconds ?? null
const perEpoch = (lines: readonly EpochLine[]): number | null => {
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  return (last.seconds - first.seconds) / (last.epochs - first.epochs)
}
const peakOf = (lines: readonly EpochLine[]): number | null =>
  lines.length === 0 ? null : Math.max(...lines.map(({ peakMb }) => peakMb))

const compare = async (
  workspace: Workspace,
  python: string | undefined,
  { world, dimensions, own, peer }: Trial,
): Promise<Figures> => {
  const folder = workspace.folder('pairs')
  writeWorld(folder, world)
  const ours = await ownLines(workspace, folder, { ...own, dimensions }, OWN_EPOCHS)
  const theirs = await peerLines(workspace, python, folder, dimensions, peer)
  const goal = SAME * Math.min(bestOf(ours), theirs.length === 0 ? 1 : bestOf(theirs))
  const [seconds, peerSeconds] = [secondsTo(ours, goal), secondsTo(theirs, goal)]
  return {
    world: world.name,
    pairs: world.train.columns.length,
    dimensions,
    epochSeconds: perEpoch(ours),
    peerEpochSeconds: perEpoch(theirs),
    ndcg: bestOf(ours),
    peerNdcg: theirs.length === 0 ? null : bestOf(theirs),
    seconds,
    peerSeconds,
    ratio: seconds === null || peerSeconds === null ? null : seconds / peerSeconds,
    peakMb: peakOf(ours),
    peerPeakMb: peakOf(theirs),
  }
}

const grow = async (workspace: Workspace, shopperCount: number): Promise<Figures> => {
  const world = synthetic(shopperCount, GROWTH_ITEMS)
  const folder = workspace.folder('pairs')
  writeWorld(folder, {
    ...world,
    test: { ...world.test, columns: new Int32Array(0), starts: world.test.starts.map(() => 0) },
  })
  const lines = await ownLines(workspace, folder, { ...SYNTHETIC.own, dimensions: 64 }, [1, 3])
  const seconds = perEpoch(lines)
  return {
    pairs: world.train.columns.length,
    shoppers: shopperCount,
    items: GROWTH_ITEMS,
    epochSeconds: seconds,
    pairsPerSecond: seconds === null ? null : world.train.columns.length / seconds,
    peakMb: peakOf(lines),
  }
}

const GROWTH_ITEMS = 50_000
const GROWTH_SHOPPERS = { quick: [3_000, 6_000], full: [40_000, 200_000, 1_000_000] }
const SHOP_SHOPPERS = { quick: 2_000, full: 88_000 }
const SHOP_ITEMS = { quick: 1_500, full: 41_000 }

const trialsOf = (dataFolder: string, isQuick: boolean): readonly Trial[] => {
  const length = isQuick ? 'quick' : 'full'
  const made = synthetic(SHOP_SHOPPERS[length], SHOP_ITEMS[length])
  const [places, films] = isQuick ? [] : [gowalla(dataFolder), ml1m(dataFolder)]
  const sizes = isQuick ? [32] : [64, 128, 256]
  return [
    ...(places === undefined ? [] : sizes.map((dimensions) => ({ ...GOWALLA, world: places, dimensions }))),
    ...(films === undefined ? [] : [{ ...ML1M, world: films, dimensions: 128 }]),
    { ...SYNTHETIC, world: made, dimensions: isQuick ? 32 : 128 },
  ]
}

/**
 * @param python  the program, where it is not `python3` on the PATH
 * @returns a table beside `implicit` (`null` where it could not be installed; without rows of data that are not there),
 *   and one of how time grows
 */
export const ialsTables = async (
  { isQuick, workspace, dataFolder }: Pick<DataContext, 'isQuick' | 'workspace' | 'dataFolder'>,
  python = 'python3',
): Promise<BenchTable[]> => {
  const peer = await pythonWith(workspace, python, ['implicit', 'scipy'], ['implicit', 'scipy', 'numpy'])
  const compared: Figures[] = []
  for (const trial of trialsOf(dataFolder, isQuick)) compared.push(await compare(workspace, peer, trial))
  const grown: Figures[] = []
  for (const shopperCount of isQuick ? GROWTH_SHOPPERS.quick : GROWTH_SHOPPERS.full)
    grown.push(await grow(workspace, shopperCount))
  return [
    {
      title: `Training \`ials\` beside ALS of \`implicit\`: ${THREADS} threads each, seconds until both are at ${amount(100 * SAME, 0)} % of the NDCG@20 that both reach`,
      columns: [
        { key: 'world', title: 'data' },
        { key: 'pairs', title: 'pairs', digits: 0 },
        { key: 'dimensions', title: 'dimensions', digits: 0 },
        { key: 'seconds', title: 'seconds', digits: 2 },
        { key: 'peerSeconds', title: 'implicit s', digits: 2 },
        { key: 'ratio', title: 'times implicit', digits: 2 },
        { key: 'epochSeconds', title: 's an epoch', digits: 2 },
        { key: 'peerEpochSeconds', title: 'implicit', digits: 2 },
        { key: 'ndcg', title: 'best NDCG@20', digits: 4 },
        { key: 'peerNdcg', title: 'implicit', digits: 4 },
        { key: 'peakMb', title: 'peak MB', digits: 0 },
        { key: 'peerPeakMb', title: 'implicit', digits: 0 },
      ],
      rows: compared,
    },
    {
      title: `Training \`ials\` by the number of pairs: 64 dimensions, ${THREADS} threads`,
      columns: [
        { key: 'pairs', title: 'pairs', digits: 0 },
        { key: 'shoppers', title: 'shoppers', digits: 0 },
        { key: 'items', title: 'items', digits: 0 },
        { key: 'epochSeconds', title: 's an epoch', digits: 2 },
        { key: 'pairsPerSecond', title: 'pairs/s', digits: 0 },
        { key: 'peakMb', title: 'peak MB', digits: 0 },
      ],
      rows: grown,
    },
  ]
}
