/** The cases by which each job is measured. */
import type { Job } from '../models/recipe.ts'
import type { TrainingData } from '../models/training-data.ts'
import type { Case, CaseWindow } from './cases.ts'
import { nextItemCases } from './cases-next-item.ts'
import { completionCases, nextBasketCases } from './cases-of-orders.ts'
import { popularCases, similarCases } from './cases-of-sessions.ts'
import { topNCases } from './cases-top-n.ts'

export const CASES_OF_JOBS: Readonly<
  Record<Job, (data: TrainingData, window: CaseWindow) => readonly Case[]>
> = {
  'next-item': nextItemCases,
  'next-basket': nextBasketCases,
  'top-n': topNCases,
  completion: completionCases,
  similar: similarCases,
  popular: popularCases,
}
