/** How long EASE takes by the number of items, and what memory, beside numpy with LAPACK on the same matrix. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { openThreadCompute } from '../../src/jobs/thread-compute.ts'
import type { Csr } from '../../src/math/csr.ts'
import { type EaseModel, ease } from '../../src/models/linear/ease.ts'
import type { TrainingData } from '../../src/models/training-data.ts'
import { linesOf, outputOf, pythonWith } from '../peers/python.ts'
import type { BenchContext, BenchTable, Figures } from '../result.ts'
import type { Workspace } from '../workspace.ts'
import { syntheticShop } from './synthetic-shop.ts'

type Size = { readonly itemCount: number; readonly shopperCount: number }

const SIZES: Readonly<Record<'quick' | 'full' | 'large', readonly Size[]>> = {
  quick: [{ itemCount: 1_000, shopperCount: 4_000 }],
  full: [
    { itemCount: 2_000, shopperCount: 20_000 },
    { itemCount: 4_000, shopperCount: 40_000 },
    { itemCount: 12_000, shopperCount: 60_000 },
    { itemCount: 12_000, shopperCount: 6_000 },
  ],
  large: [{ itemCount: 41_000, shopperCount: 30_000 }],
}
const ACTS_PER_SHOPPER = 25
const THREAD_COUNT = 2
const L2 = 100
/** Links that are compared, one of every so many items. */
const COMPARED_LINKS = 200
const SAMPLE_MS = 20
const PEER = fileURLToPath(new URL('../peers/ease.py', import.meta.url))

type Run = { readonly seconds: number; readonly peakBytes: number }
type Link = { readonly from: number; readonly to: number; readonly value: number }
type PeerLine = Run & { readonly links: readonly number[] }

/** Training alone, in threads that are warm; memory is that of this process at its highest. */
const ownRun = async (data: TrainingData): Promise<{ run: Run; model: EaseModel }> => {
  const compute = openThreadCompute(THREAD_COUNT)
  const options = { ...ease.defaults, l2: L2, itemMax: data.itemCount }
  const training = { compute, seed: 1, report: () => {} }
  let peakBytes = 0
  const sampler = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, SAMPLE_MS)
  try {
    await ease.train(warmUp, options, training)
    const startedAt = performance.now()
    const model = await ease.train(data, options, training)
    return { run: { seconds: (performance.now() - startedAt) / 1000, peakBytes }, model }
  } finally {
    clearInterval(sampler)
    await compute.close()
  }
}
const warmUp = syntheticShop({ itemCount: 300, shopperCount: 1_000, actCount: 10_000 })

/** The strongest link of some items, by item numbers. */
const someLinks = ({ size, items, dense, sparse }: EaseModel): readonly Link[] => {
  const links: Link[] = []
  for (let row = 0; row < size; row += Math.max(1, Math.floor(size / COMPARED_LINKS))) {
    const values = dense.length > 0 ? dense.subarray(row * size, (row + 1) * size) : undefined
    const start = sparse.starts[row] ?? 0
    const column = values === undefined ? sparse.columns[start] : values.indexOf(Math.max(...values))
    const value = values === undefined ? sparse.values[start] : values[column ?? 0]
    links.push({ from: items[row] ?? 0, to: items[column ?? 0] ?? 0, value: value ?? 0 })
  }
  return links
}

const peerRun = async (
  workspace: Workspace,
  python: string | undefined,
  touched: Csr,
  links: readonly Link[],
): Promise<PeerLine | undefined> => {
  if (python === undefined) return undefined
  const folder = workspace.folder('ease')
  writeFileSync(join(folder, 'shape'), Int32Array.of(touched.rowCount, touched.columnCount))
  writeFileSync(join(folder, 'starts'), touched.starts)
  writeFileSync(join(folder, 'columns'), touched.columns)
  writeFileSync(join(folder, 'pairs'), Int32Array.from(links.flatMap(({ from, to }) => [from, to])))
  const threads = String(THREAD_COUNT)
  const env = { OMP_NUM_THREADS: threads, OPENBLAS_NUM_THREADS: threads, MKL_NUM_THREADS: threads }
  return linesOf<PeerLine>(await outputOf(workspace, python, [PEER, folder, String(L2)], env))[0]
}

/**
 * @param isLarge  the size that takes minutes and gigabytes, in place of the others
 * @returns one table: seconds and memory by size, and how far the weights are apart
 */
export const easeTables = async (
  { isQuick, workspace }: Pick<BenchContext, 'isQuick' | 'workspace'>,
  { python = 'python3', isLarge = false }: { readonly python?: string; readonly isLarge?: boolean } = {},
): Promise<BenchTable[]> => {
  const peer = await pythonWith(workspace, python, ['numpy', 'scipy'], ['numpy', 'scipy'])
  const rows: Figures[] = []
  for (const size of isQuick ? SIZES.quick : isLarge ? SIZES.large : SIZES.full) {
    const data = syntheticShop({ ...size, actCount: size.shopperCount * ACTS_PER_SHOPPER })
    const { run, model } = await ownRun(data)
    const links = someLinks(model)
    const other = await peerRun(workspace, peer, data.touched, links)
    rows.push({
      items: model.size,
      shoppers: size.shopperCount,
      seconds: run.seconds,
      peerSeconds: other?.seconds ?? null,
      ratio: other === undefined ? null : run.seconds / other.seconds,
      peakGb: run.peakBytes / 1e9,
      peerPeakGb: other === undefined ? null : other.peakBytes / 1e9,
      apart:
        other === undefined
          ? null
          : Math.max(...links.map(({ value }, k) => Math.abs(value - (other.links[k] ?? Number.NaN)))),
    })
  }
  return [
    {
      title: `Training EASE: ${ACTS_PER_SHOPPER} acts a shopper, ${THREAD_COUNT} threads, from acts to links that are kept; numpy to the inverse`,
      columns: [
        { key: 'items', title: 'items', digits: 0 },
        { key: 'shoppers', title: 'shoppers', digits: 0 },
        { key: 'seconds', title: 'seconds', digits: 1 },
        { key: 'peerSeconds', title: 'numpy s', digits: 1 },
        { key: 'ratio', title: 'times numpy', digits: 2 },
        { key: 'peakGb', title: 'peak GB', digits: 2 },
        { key: 'peerPeakGb', title: 'numpy GB', digits: 2 },
        { key: 'apart', title: 'links apart at most', digits: 6 },
      ],
      rows,
    },
  ]
}
