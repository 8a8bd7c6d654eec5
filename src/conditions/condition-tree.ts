/** What can be said of a condition without facts: its size, what it reads, and several as one. */
import type { Condition, FieldPath, Subject } from '../domain/condition.ts'
import { partsOf } from './fields.ts'

/** The conditions that stand directly within one. */
export const innerConditions = (condition: Condition): readonly Condition[] => {
  if ('all' in condition) return condition.all
  if ('any' in condition) return condition.any
  if ('not' in condition) return [condition.not]
  if ('lines' in condition) return [condition.hold]
  const counts =
    'history' in condition ? [condition.history] : 'sequence' in condition ? condition.sequence : []
  return counts.flatMap(({ of }) => (of === undefined || of === 'item' ? [] : [of]))
}

const isLeaf = (condition: Condition): boolean =>
  !('not' in condition || 'lines' in condition) &&
  !('all' in condition && condition.all.length > 0) &&
  !('any' in condition && condition.any.length > 0)

/** Depth and leaves of a tree whose depth is already known to be bounded. */
export const sizeOf = (condition: Condition): { readonly depth: number; readonly leafCount: number } => {
  let depth = 0
  let leafCount = isLeaf(condition) ? 1 : 0
  for (const inner of innerConditions(condition)) {
    const size = sizeOf(inner)
    depth = Math.max(depth, size.depth)
    leafCount += size.leafCount
  }
  return { depth: depth + 1, leafCount }
}

/** Comparisons and steps of sequences: what one candidate costs at most grows with them. */
export const workOf = (condition: Condition): number => {
  const own = 'sequence' in condition ? condition.sequence.length : isLeaf(condition) ? 1 : 0
  return innerConditions(condition).reduce((sum, inner) => sum + workOf(inner), own)
}

/** What must be at hand to ask the condition. `item` is the candidate; items of the basket and of the past do not count. */
export type Need = Subject | 'history' | 'basket-lines' | 'parameters'

const collectNeeds = (condition: Condition, isOfCandidate: boolean, needs: Set<Need>): void => {
  const add = (path: FieldPath): void => {
    const [subject] = partsOf(path)
    if (subject !== 'item' || isOfCandidate) needs.add(subject)
  }
  if ('field' in condition) {
    add(condition.field)
    if ('than' in condition && 'field' in condition.than) add(condition.than.field)
    if ('than' in condition && 'parameter' in condition.than) needs.add('parameters')
  }
  if ('lines' in condition) needs.add('basket-lines')
  const counts =
    'history' in condition ? [condition.history] : 'sequence' in condition ? condition.sequence : []
  if (counts.length > 0) needs.add('history')
  if (isOfCandidate && counts.some(({ of }) => of === 'item')) needs.add('item')
  const isOfCandidateWithin = isOfCandidate && counts.length === 0 && !('lines' in condition)
  for (const inner of innerConditions(condition)) collectNeeds(inner, isOfCandidateWithin, needs)
}

export const needsOf = (condition: Condition): ReadonlySet<Need> => {
  const needs = new Set<Need>()
  collectNeeds(condition, true, needs)
  return needs
}

/** One condition that holds where all of them do; of none, `always`. */
export const andConditions = (conditions: readonly Condition[]): Condition => {
  const flat = conditions.flatMap((condition) => ('all' in condition ? condition.all : [condition]))
  return flat.length === 1 ? (flat[0] as Condition) : { all: flat }
}
