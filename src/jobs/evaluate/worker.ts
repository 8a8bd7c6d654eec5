/** The thread that evaluates. */
import { parentPort, workerData } from 'node:worker_threads'
import { evaluate } from '../../evaluation/evaluate.ts'
import { inlineCompute } from '../../models/compute.ts'
import { popularity } from '../../models/counts/popularity.ts'
import { anyRecipe } from '../../models/recipe.ts'
import { TrainingData } from '../../models/training-data.ts'
import { openThreadCompute } from '../thread-compute.ts'
import { recipeNamed } from '../train/recipes.ts'
import type { EvaluationStart, FromEvaluation } from './messages.ts'

const { source, recipes, seed, threadCount, ...plan } = workerData as EvaluationStart
const say = (message: FromEvaluation): void => parentPort?.postMessage(message)

try {
  const evaluation = await evaluate(new TrainingData(source), {
    ...plan,
    recipes: recipes.flatMap((name) => recipeNamed(name) ?? []),
    baseline: anyRecipe(popularity),
    clock: () => performance.now(),
    training: {
      compute: threadCount === 1 ? inlineCompute : openThreadCompute(threadCount),
      seed,
      report: () => {},
    },
    say: (step, recipe, doneShare) => say({ kind: 'step', step: { step, recipe, doneShare } }),
  })
  say({ kind: 'evaluated', evaluation })
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
