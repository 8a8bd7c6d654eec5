/** Evaluates in a thread of its own, so that the one who waits can be told how far it is, and can stop it. */
import { Worker } from 'node:worker_threads'
import type { Evaluation } from '../../evaluation/evaluation.ts'
import type { Acts } from '../../models/acts.ts'
import type { TrainingData } from '../../models/training-data.ts'
import type { EvaluationPlan, EvaluationStart, EvaluationStep, FromEvaluation } from './messages.ts'

const buffersOf = (acts: Acts): ArrayBuffer[] => [
  ...new Set(
    Object.values(acts).flatMap((column) =>
      ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
    ),
  ),
]

/**
 * @param data   its acts are moved to the thread and are gone from here
 * @param signal ends the thread at once
 * @returns undefined when it was stopped
 */
export const evaluateInWorker = async (
  { acts, itemCount, shopperCount, orderCount, sessionCount, facts, now }: TrainingData,
  plan: EvaluationPlan,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (step: EvaluationStep) => void },
): Promise<Evaluation | undefined> => {
  const start: EvaluationStart = {
    ...plan,
    source: { acts, itemCount, shopperCount, orderCount, sessionCount, facts, now },
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: start,
    transferList: buffersOf(acts),
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(plan.memoryMaxBytes / 2 ** 20) },
  })
  try {
    return await new Promise<Evaluation | undefined>((resolve, reject) => {
      const stop = (): void => resolve(undefined)
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop)
      worker.on('message', (said: FromEvaluation) => {
        if (said.kind === 'step') onStep(said.step)
        else if (said.kind === 'evaluated') resolve(said.evaluation)
        else reject(new Error(said.message))
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('The thread that evaluates ended.')))
    })
  } finally {
    await worker.terminate()
  }
}
