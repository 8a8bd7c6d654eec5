/** Trains every planned recipe on a snapshot of a shop. What is done stays done when training is interrupted. */
import { createHash } from 'node:crypto'
import type { ModelFolder } from '../../artifacts/model-folder.ts'
import type { ModelManifest, PartCheck, RecipeRecord } from '../../artifacts/model-manifest.ts'
import { AisleError } from '../../domain/errors.ts'
import { checkTail } from '../../evaluation/check-tail.ts'
import type { Compute } from '../../models/compute.ts'
import type { DataShape, Training } from '../../models/recipe.ts'
import type { TrainingData } from '../../models/training-data.ts'
import { type Collected, collect } from './collect.ts'
import type { Rivals } from './rival.ts'
import type { PlannedRecipe } from './served-roles.ts'
import type { ShopSnapshot } from './snapshot.ts'

/** A model before it is decided whether it may serve. */
export type TrainedModel = Omit<ModelManifest, 'trainedAt' | 'drift' | 'verdict'>

export type TrainingStep = {
  /** What is being done: `reading`, or the name of a recipe. */
  readonly step: string
  /** Of all there is to do, in [0, 1]. */
  readonly doneShare: number
  /** The most that this training will hold, data included; from the moment it is known. */
  readonly memoryBytes?: number
}

export type ModelTraining = {
  readonly engine: string
  readonly snapshot: ShopSnapshot
  readonly parts: Pick<ModelFolder, 'findPart' | 'writePart'>
  readonly plan: readonly PlannedRecipe[]
  readonly seed: number
  readonly compute: Compute
  /** The model that serves; left out before the first. */
  readonly rivals?: Rivals | undefined
  /** Of the data and of what a recipe holds besides it. */
  readonly memoryMaxBytes: number
  /** The newest record of the log, for progress. */
  readonly headSeq: number
  readonly report: (step: TrainingStep) => void
}

/** An act costs this while it is read and cleaned. Half of the memory may go to acts. */
const BYTES_OF_RAW_ACT = 128
/** An act with its places in the matrices and groups. */
const BYTES_OF_ACT = 100
const READING_SHARE = 0.2

const sha = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const shaOfNumbers = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')

const shapeOf = ({ acts, itemCount, shopperCount, orderCount, sessionCount }: TrainingData): DataShape => ({
  itemCount,
  shopperCount,
  orderCount,
  sessionCount,
  actCount: acts.count,
})

const dataBytes = (data: TrainingData): number => {
  const texts = data.facts.textFields.reduce(
    (total, field) => total + field.texts.reduce((sum, text) => sum + 2 * text.length, 0),
    0,
  )
  const vectors = data.facts.vectors.reduce((total, { values }) => total + values.byteLength, 0)
  return BYTES_OF_ACT * data.acts.count + texts + vectors
}

const inWords = (count: number): string => count.toLocaleString('en')
const whole = (bytes: number): string => `${inWords(Math.ceil(bytes / 1024 / 1024))} MB`

/**
 * One recipe: taken from an earlier run that was interrupted, passed over, trained, or failed and said so.
 *
 * @param report  what it throws stops the training
 */
const trainRecipe = async (
  planned: PlannedRecipe,
  { data, itemIds, dataHash }: Collected,
  { parts, seed, memoryMaxBytes, compute, rivals: serving }: ModelTraining,
  report: (doneShare: number) => void,
): Promise<RecipeRecord> => {
  const { name, recipe, options, job, note: said, itemMax = Number.POSITIVE_INFINITY } = planned
  const memoryBytes = recipe.memoryBytes(shapeOf(data), options)
  const about = { name, recipe: recipe.name, version: recipe.version, options, memoryBytes }
  const record = said === undefined ? about : { ...about, note: said }
  if (data.itemCount > itemMax)
    return {
      ...record,
      state: 'passed-over',
      reason: `it compares every item with every other one, of at most ${inWords(itemMax)}, and there are ${inWords(data.itemCount)}`,
    }
  const needed = dataBytes(data) + memoryBytes
  if (!(needed <= memoryMaxBytes))
    return {
      ...record,
      state: 'passed-over',
      reason: `it needs ${whole(needed)} with the data, and training may use ${whole(memoryMaxBytes)} (AISLE_TRAIN_MEMORY_MB)`,
    }
  let stopped: unknown
  const tell = (doneShare: number): void => {
    try {
      report(doneShare)
    } catch (error) {
      stopped = error
      throw error
    }
  }
  const training = (from: number, to: number): Training => ({
    compute,
    seed,
    report: (doneShare) => tell(from + (to - from) * doneShare),
  })
  // Vectors count only for recipes that take some, so that others share their parts whether there are any or not.
  const vectors = data.facts.vectors.find((made) => made.name === options['vectors'])
  const seen = vectors === undefined ? [] : [shaOfNumbers(vectors.values)]
  const part = sha([dataHash, recipe.name, recipe.version, options, seed, ...seen]).slice(0, 32)
  try {
    const { data: model, byteCount } =
      (await parts.findPart(part)) ??
      (await parts.writePart(part, await recipe.train(data, options, training(0, 0.5))))
    // The check is kept beside what was learned, so that it is not done twice either.
    const rivals = serving?.dataHash === dataHash ? undefined : serving
    const checkPart = sha([part, job, rivals?.modelVersion]).slice(0, 32)
    const { data: note } =
      (await parts.findPart(checkPart)) ??
      (await parts.writePart(checkPart, {
        check: JSON.stringify(
          await checkTail({
            // What is the same whatever shoppers did need not be learned again without what they did last.
            recipe: planned.isOfCatalog === true ? { ...recipe, train: () => model } : recipe,
            options,
            model,
            job,
            data,
            training: training(0.5, 1),
            rival: await rivals?.of(planned, itemIds),
          }),
        ),
      }))
    const check = JSON.parse(note['check'] as string) as PartCheck
    return { ...record, state: 'trained', part, partBytes: byteCount, checkPart, check }
  } catch (error) {
    if (error === stopped) throw error
    return { ...record, state: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** @throws AisleError BAD_REQUEST when there is no act to learn from */
export const trainModel = async (training: ModelTraining): Promise<TrainedModel> => {
  const { engine, snapshot, plan, seed, memoryMaxBytes, headSeq, report } = training
  const actMax = Math.floor(memoryMaxBytes / 2 / BYTES_OF_RAW_ACT)
  const collected = await collect(snapshot, actMax, (logSeq) =>
    report({ step: 'reading', doneShare: READING_SHARE * (logSeq / Math.max(1, headSeq)) }),
  )
  const { data, itemIds, logSeq, cleaning, statistics, dataHash } = collected
  if (data.acts.count === 0)
    throw new AisleError('BAD_REQUEST', `The shop ${snapshot.shop} has nothing to learn from.`, {
      fix: 'Send or import views or orders first; the lists that need no model go on without.',
    })
  const shape = shapeOf(data)
  const most = Math.max(
    ...plan
      .filter(({ itemMax = data.itemCount }) => data.itemCount <= itemMax)
      .map(({ recipe, options }) => recipe.memoryBytes(shape, options)),
  )
  const memoryBytes = Math.min(memoryMaxBytes, dataBytes(data) + most)
  const recipes: RecipeRecord[] = []
  for (const [k, planned] of plan.entries()) {
    const say = (doneShare: number): void =>
      report({
        step: planned.name,
        doneShare: READING_SHARE + ((1 - READING_SHARE) * (k + doneShare)) / plan.length,
        memoryBytes,
      })
    say(0)
    recipes.push(await trainRecipe(planned, collected, training, say))
  }
  const { vectors = [] } = snapshot
  const learned = recipes.map((record) => (record.state === 'trained' ? record.part : record.name))
  return {
    modelVersion: sha([engine, snapshot.shop, snapshot.logId, dataHash, learned]).slice(0, 16),
    engine,
    shop: snapshot.shop,
    logId: snapshot.logId,
    logSeq,
    seed,
    dataHash,
    statistics,
    cleaning,
    ...(vectors.length > 0 && { vectors: vectors.map(({ record }) => record) }),
    recipes,
    itemIds,
  }
}
