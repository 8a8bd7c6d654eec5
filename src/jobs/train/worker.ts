/** The thread that trains: reads segments by itself, is handed the rest, and writes what recipes learned to disk. */
import { parentPort, workerData } from 'node:worker_threads'
import { openModelFolder } from '../../artifacts/model-folder.ts'
import { AisleError } from '../../domain/errors.ts'
import { type Compute, inlineCompute } from '../../models/compute.ts'
import type { InteractionBlock } from '../../views/interaction-block.ts'
import { readChoice } from '../evaluate/choice.ts'
import { openThreadCompute } from '../thread-compute.ts'
import { blocksOfShop } from './blocks-of-shop.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'
import type { CatalogVectors } from './item-vectors.ts'
import { openRivals } from './rival.ts'
import { type PlannedRecipe, SERVED_ROLES } from './served-roles.ts'
import type { CatalogSlice, People } from './snapshot.ts'
import { trainModel, type TrainingStep } from './train-model.ts'

/** Of a log this short, starting threads takes longer than training. */
const INLINE_RECORDS_MAX = 50_000
/** Steps that are told in a second at most. */
const REPORT_MS = 100

const start = workerData as WorkerStart
const say = (message: FromWorker): void => parentPort?.postMessage(message)

const inbox: ToWorker[] = []
let wake = (): void => {}
parentPort?.on('message', (message: ToWorker) => {
  inbox.push(message)
  wake()
})
/** Messages up to the next `handed-over`. */
async function* handedOver(): AsyncGenerator<ToWorker, void, undefined> {
  for (;;) {
    const message = inbox.shift()
    if (message === undefined)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    else if (message.kind === 'handed-over') return
    else yield message
  }
}

async function* missingBlocks(afterSeq: number): AsyncGenerator<InteractionBlock, void, undefined> {
  say({ kind: 'missing', afterSeq })
  for await (const message of handedOver()) if (message.kind === 'block') yield message.block
}

const compute = (): Compute =>
  start.headSeq <= INLINE_RECORDS_MAX || start.threadCount === 1
    ? inlineCompute
    : openThreadCompute(start.threadCount)

/** The table of all recipes is loaded only when more is wanted than what serves. */
const plan = async (): Promise<readonly PlannedRecipe[]> => {
  const choice = await readChoice(start.modelsPath)
  if (start.recipes.length === 0 && Object.keys(choice).length === 0) return SERVED_ROLES
  const { planOf } = await import('./recipes.ts')
  return planOf(choice, start.recipes)
}

/** Of the whole progress, when there is anything to describe. */
const DESCRIBING_SHARE = 0.1

/** Makes the vectors that planned recipes take: they name them in their option `vectors`. */
const describe = async (
  catalog: readonly CatalogSlice[],
  planned: readonly PlannedRecipe[],
  report: (step: TrainingStep) => void,
): Promise<readonly CatalogVectors[]> => {
  const { shop, modelsPath, memoryMaxBytes, vectors } = start
  const itemCount = catalog.reduce((count, { items }) => count + items.length, 0)
  const wanted = planned
    .filter(({ itemMax = itemCount }) => itemCount <= itemMax)
    .flatMap(({ options }) => options['vectors'] ?? [])
    .map(String)
  if (vectors === undefined || wanted.length === 0) return []
  const { catalogVectors } = await import('./catalog-vectors.ts')
  return catalogVectors({
    ...vectors,
    shop,
    wanted,
    items: catalog.flatMap((slice) => slice.items),
    modelsPath,
    memoryMaxBytes,
    report: (step, doneShare) => report({ step, doneShare: DESCRIBING_SHARE * doneShare }),
  })
}

const train = async (): Promise<void> => {
  const catalog: CatalogSlice[] = []
  const rest: InteractionBlock[] = []
  let people: People = { mayReadCustomers: false, mayReadVisitors: false, exceptions: [] }
  for await (const message of handedOver())
    if (message.kind === 'catalog') catalog.push(message.slice)
    else if (message.kind === 'block') rest.push(message.block)
    else if (message.kind === 'people') people = message.people
  let toldAt = Number.NEGATIVE_INFINITY
  let toldStep = ''
  const { shop, logId, segmentsPath, sealedSeq, modelsPath } = start
  const folder = openModelFolder(modelsPath)
  const report = (step: TrainingStep): void => {
    const now = performance.now()
    if (step.step === toldStep && now - toldAt < REPORT_MS) return
    toldAt = now
    toldStep = step.step
    say({ kind: 'step', step })
  }
  const planned = await plan()
  const vectors = await describe(catalog, planned, report)
  const described = vectors.length === 0 ? 0 : DESCRIBING_SHARE
  const model = await trainModel({
    ...start,
    snapshot: {
      shop,
      logId,
      people,
      catalog,
      vectors,
      blocks: blocksOfShop({ segmentsPath, logId, sealedSeq, missing: missingBlocks, rest }),
    },
    parts: folder,
    rivals: await openRivals(folder, logId),
    plan: planned,
    compute: compute(),
    report: (step) => report({ ...step, doneShare: described + (1 - described) * step.doneShare }),
  })
  say({ kind: 'trained', model })
}

try {
  await train()
} catch (error) {
  say({
    kind: 'failed',
    failure:
      error instanceof AisleError
        ? { code: error.code, message: error.message, fix: error.fix }
        : { message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  })
}
