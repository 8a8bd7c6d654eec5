/** Trains in a thread of its own, so that serving goes on; here it is only handed what it reads. */
import { Worker } from 'node:worker_threads'
import { AisleError } from '../../domain/errors.ts'
import type { ShopRuntime } from '../shop-runtime.ts'
import type { Failure, FromWorker, ToWorker, TrainingSettings, WorkerStart } from './messages.ts'
import { takeCatalog, takePeople } from './take-snapshot.ts'
import type { TrainedModel, TrainingStep } from './train-model.ts'

export type RunningTraining = {
  /** @throws AisleError BAD_REQUEST when there is nothing to learn from; TRAINING_CANCELLED; TRAINING_FAILED */
  readonly trained: Promise<TrainedModel>
  /** Ends the thread at once. Recipes that are done stay done. */
  readonly cancel: () => void
}

/** The heap of the thread; columns are outside of it. */
const HEAP_MB_MIN = 512

const errorOf = ({ code, message, fix }: Failure): Error =>
  code === undefined
    ? new AisleError('TRAINING_FAILED', message)
    : new AisleError(code, message, fix === undefined ? {} : { fix })

const heapError = (shop: string, cause: Error): AisleError =>
  new AisleError('TRAINING_FAILED', `Training ${shop} ran out of memory.`, {
    fix: 'Raise AISLE_TRAIN_MEMORY_MB.',
    cause,
  })

export const trainInWorker = (
  runtime: ShopRuntime,
  { modelsPath, recipes, ...settings }: TrainingSettings & Pick<WorkerStart, 'modelsPath' | 'recipes'>,
  onStep: (step: TrainingStep) => void,
): RunningTraining => {
  const controller = new AbortController()
  const { signal } = controller
  const cancelled = (): AisleError =>
    new AisleError('TRAINING_CANCELLED', `The training of ${runtime.shop} was cancelled.`)

  const run = async (): Promise<TrainedModel> => {
    const { sealedSeq, rest } = await runtime.newest()
    if (signal.aborted) throw cancelled()
    const start: WorkerStart = {
      ...settings,
      shop: runtime.shop,
      logId: runtime.logId,
      modelsPath,
      recipes,
      segmentsPath: runtime.segmentsPath,
      sealedSeq,
      headSeq: rest.at(-1)?.lastSeq ?? sealedSeq,
    }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: start,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.max(HEAP_MB_MIN, Math.ceil(settings.memoryMaxBytes / 1024 / 1024)),
      },
    })
    const tell = (message: ToWorker): void => worker.postMessage(message)
    const handOver = async (): Promise<void> => {
      const { view } = runtime
      tell({ kind: 'people', people: await takePeople(view) })
      for await (const slice of takeCatalog(view)) tell({ kind: 'catalog', slice })
      for (const block of rest) tell({ kind: 'block', block })
      tell({ kind: 'handed-over' })
    }
    const handMissing = async (afterSeq: number): Promise<void> => {
      for await (const block of runtime.blocksOfLog(afterSeq, sealedSeq)) tell({ kind: 'block', block })
      tell({ kind: 'handed-over' })
    }
    try {
      return await new Promise<TrainedModel>((resolve, reject) => {
        worker.on('message', (said: FromWorker) => {
          if (said.kind === 'step') onStep(said.step)
          else if (said.kind === 'trained') resolve(said.model)
          else if (said.kind === 'failed') reject(errorOf(said.failure))
          else handMissing(said.afterSeq).catch(reject)
        })
        worker.on('error', (error) =>
          reject(
            (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? heapError(runtime.shop, error)
              : new AisleError('TRAINING_FAILED', error.message, { cause: error }),
          ),
        )
        worker.on('exit', () => reject(new AisleError('TRAINING_FAILED', 'The thread that trains ended.')))
        signal.addEventListener('abort', () => reject(cancelled()))
        handOver().catch(reject)
      })
    } finally {
      await worker.terminate()
    }
  }
  return { trained: run(), cancel: () => controller.abort() }
}
