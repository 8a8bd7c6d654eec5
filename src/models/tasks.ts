/** Every task that a thread can be asked for, by name. */
import { basketRidgeTask } from './basket/basket-ridge-task.ts'
import { countTogether } from './pairs/co-occurrence-task.ts'
import type { Task } from './compute.ts'
import { easeLinksTask } from './linear/ease.ts'
import { binTask, edgesTask } from './ranker/feature-bins.ts'
import { gramTask } from './linear/gram.ts'
import { featureGramTask } from './basket/feature-gram.ts'
import { graphNeighbors } from './factors/graph-filter.ts'
import { ialsBlocksTask, ialsGramTask, ialsShortTask, ialsWhitenTask } from './factors/ials-tasks.ts'
import { itemPairsTask } from './linear/item-pairs.ts'
import { lambdaTask } from './ranker/lambda-gradients.ts'
import { momentsTask } from './linear/memory-moments.ts'
import { precisionDiagonalTask } from './linear/precision.ts'
import { regressionLinksTask } from './linear/regression-links.ts'
import { neighborhoodTask } from './linear/sparse-linear.ts'
import { negationTask, pivotColumnTask, pivotUpdateTask } from './linear/spd-inverse.ts'
import { svdGram, svdProduct, svdTimes } from './factors/truncated-svd.ts'
import { twoHopsTask } from './sessions/two-hops.ts'
import { histogramTask } from './ranker/split-search.ts'
import { vectorNeighborTask } from './content/vector-neighbors.ts'

const TASKS: readonly Task<never>[] = [
  ialsGramTask,
  ialsWhitenTask,
  ialsBlocksTask,
  ialsShortTask,
  pivotColumnTask,
  pivotUpdateTask,
  negationTask,
  gramTask,
  precisionDiagonalTask,
  easeLinksTask,
  itemPairsTask,
  neighborhoodTask,
  svdProduct,
  svdGram,
  svdTimes,
  graphNeighbors,
  countTogether,
  edgesTask,
  binTask,
  lambdaTask,
  histogramTask,
  featureGramTask,
  vectorNeighborTask,
  momentsTask,
  regressionLinksTask,
  twoHopsTask,
  basketRidgeTask,
]

export const taskNamed = (name: string): Task<never> | undefined => TASKS.find((task) => task.name === name)
