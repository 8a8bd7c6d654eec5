/** Every task that a thread can be asked for, by name. */
import { basketRidgeTask } from './basket-ridge-task.ts'
import { countTogether } from './co-occurrence-task.ts'
import type { Task } from './compute.ts'
import { easeLinksTask } from './ease.ts'
import { binTask, edgesTask } from './feature-bins.ts'
import { gramTask } from './gram.ts'
import { featureGramTask } from './feature-gram.ts'
import { graphNeighbors } from './graph-filter.ts'
import { ialsBlocksTask, ialsGramTask, ialsShortTask, ialsWhitenTask } from './ials-tasks.ts'
import { itemPairsTask } from './item-pairs.ts'
import { lambdaTask } from './lambda-gradients.ts'
import { momentsTask } from './memory-moments.ts'
import { precisionDiagonalTask } from './precision.ts'
import { regressionLinksTask } from './regression-links.ts'
import { neighborhoodTask } from './sparse-linear.ts'
import { negationTask, pivotColumnTask, pivotUpdateTask } from './spd-inverse.ts'
import { svdGram, svdProduct, svdTimes } from './truncated-svd.ts'
import { twoHopsTask } from './two-hops.ts'
import { histogramTask } from './split-search.ts'
import { vectorNeighborTask } from './vector-neighbors.ts'

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
