/** Unknown JSON to condition: shape, size, fields that exist, and values that suit them. */
import {
  type Condition,
  HISTORY_COMPARISONS,
  type HistoryComparison,
  type HistoryCount,
  PAST_ACT_KINDS,
  type PastActKind,
} from '../domain/condition.ts'
import { checkComparison } from './check-comparison.ts'
import { checkKeys, refuse, type JsonRecord } from './check-keys.ts'
import { type ConditionProblem, orProblem, shown } from './condition-error.ts'
import {
  DEPTH_MAX,
  HISTORY_COUNT_MAX,
  LEAF_COUNT_MAX,
  SEQUENCE_LENGTH_MAX,
  WITHIN_DAYS_MAX,
} from './condition-limits.ts'

/** `leavesLeft` counts down over the whole tree. */
type State = { readonly budget: { leavesLeft: number }; readonly depth: number }

/** @returns the condition, of fresh objects, or the first thing to mend */
export const checkCondition = (
  raw: unknown,
): { readonly condition: Condition } | { readonly problem: ConditionProblem } =>
  orProblem(() => ({
    condition: checkNode(raw, '', { budget: { leavesLeft: LEAF_COUNT_MAX }, depth: 1 }),
  }))

const SHAPES = ['all', 'any', 'not', 'history', 'lines', 'sequence', 'field'] as const

const checkNode = (raw: unknown, pointer: string, state: State): Condition => {
  if (state.depth > DEPTH_MAX)
    refuse(pointer, `Conditions stand more than ${DEPTH_MAX} levels within each other.`, 'Write it flatter.')
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse(
      pointer,
      `${shown(raw)} is no condition.`,
      'A condition is an object: {"field": "item.brand", "is": "=", "than": {"value": "A"}}.',
    )
  const node = raw as JsonRecord
  const shape = SHAPES.find((key) => Object.hasOwn(node, key))
  switch (shape) {
    case 'all':
      checkKeys(node, ['all'], pointer)
      return { all: checkList(node['all'], `${pointer}/all`, state) }
    case 'any':
      checkKeys(node, ['any'], pointer)
      return { any: checkList(node['any'], `${pointer}/any`, state) }
    case 'not':
      checkKeys(node, ['not'], pointer)
      return { not: checkNode(node['not'], `${pointer}/not`, deeper(state)) }
    case 'lines':
      return checkLines(node, pointer, state)
    case 'history':
      countLeaf(pointer, state)
      return checkHistory(node, pointer, state)
    case 'sequence':
      countLeaf(pointer, state)
      return checkSequence(node, pointer, state)
    case 'field':
      countLeaf(pointer, state)
      return checkComparison(node, pointer)
    case undefined:
      return refuse(pointer, 'This is no condition.', `Give it one of the keys ${SHAPES.join(', ')}.`)
  }
}

const deeper = ({ budget, depth }: State): State => ({ budget, depth: depth + 1 })

const countLeaf = (pointer: string, { budget }: State): void => {
  if (budget.leavesLeft-- === 0)
    refuse(
      pointer,
      `The condition has more than ${LEAF_COUNT_MAX} comparisons.`,
      'Use "in" with a list instead of many comparisons.',
    )
}

const checkList = (raw: unknown, pointer: string, state: State): readonly Condition[] => {
  if (!Array.isArray(raw)) return refuse(pointer, `${shown(raw)} is no list.`, 'Give a list of conditions.')
  if (raw.length === 0) countLeaf(pointer, state)
  return raw.map((inner: unknown, k) => checkNode(inner, `${pointer}/${k}`, deeper(state)))
}

const checkLines = (node: JsonRecord, pointer: string, state: State): Condition => {
  checkKeys(node, ['lines', 'hold'], pointer)
  const { lines } = node
  if (lines !== 'some' && lines !== 'every' && lines !== 'none')
    return refuse(`${pointer}/lines`, `${shown(lines)} is not known here.`, 'Use some, every or none.')
  return { lines, hold: checkNode(node['hold'], `${pointer}/hold`, deeper(state)) }
}

const checkHistory = (node: JsonRecord, pointer: string, state: State): Condition => {
  checkKeys(node, ['history', 'is', 'than'], pointer)
  const history = checkCount(node['history'], `${pointer}/history`, state)
  const { is, than } = node
  if (!(HISTORY_COMPARISONS as readonly unknown[]).includes(is))
    return refuse(
      `${pointer}/is`,
      `${shown(is)} is no comparison of a history.`,
      `Use one of ${HISTORY_COMPARISONS.join(' ')}.`,
    )
  if (typeof than !== 'number' || !Number.isInteger(than) || than < 0 || than > HISTORY_COUNT_MAX)
    return refuse(
      `${pointer}/than`,
      `${shown(than)} is no number of acts.`,
      `Give a whole number from 0 to ${HISTORY_COUNT_MAX}.`,
    )
  return { history, is: is as HistoryComparison, than }
}

const checkSequence = (node: JsonRecord, pointer: string, state: State): Condition => {
  checkKeys(node, ['sequence', 'withinDays'], pointer)
  const raw = node['sequence']
  if (!Array.isArray(raw) || raw.length < 2 || raw.length > SEQUENCE_LENGTH_MAX)
    return refuse(
      `${pointer}/sequence`,
      'A sequence has its acts in a list.',
      `Give 2 to ${SEQUENCE_LENGTH_MAX} of them.`,
    )
  const sequence = raw.map((count: unknown, k) => checkCount(count, `${pointer}/sequence/${k}`, state))
  return { sequence, withinDays: checkDays(node['withinDays'], `${pointer}/withinDays`) }
}

const checkDays = (days: unknown, pointer: string): number =>
  typeof days === 'number' && days > 0 && days <= WITHIN_DAYS_MAX
    ? days
    : refuse(
        pointer,
        `${shown(days)} is no number of days.`,
        `Give a number above 0, at most ${WITHIN_DAYS_MAX}.`,
      )

const checkCount = (raw: unknown, pointer: string, state: State): HistoryCount => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse(pointer, `${shown(raw)} says nothing of acts.`, 'Give an object: {"acts": ["purchase"]}.')
  const count = raw as JsonRecord
  checkKeys(count, ['acts', 'of', 'withinDays'], pointer)
  const { acts, of, withinDays } = count
  const areActs =
    Array.isArray(acts) &&
    acts.length > 0 &&
    new Set(acts).size === acts.length &&
    acts.every((act) => (PAST_ACT_KINDS as readonly unknown[]).includes(act))
  if (!areActs)
    return refuse(
      `${pointer}/acts`,
      `${shown(acts)} are no acts.`,
      `Give a list of ${PAST_ACT_KINDS.join(', ')}, each once.`,
    )
  return {
    acts: acts as readonly PastActKind[],
    ...(of !== undefined && { of: of === 'item' ? of : checkNode(of, `${pointer}/of`, deeper(state)) }),
    ...(withinDays !== undefined && { withinDays: checkDays(withinDays, `${pointer}/withinDays`) }),
  }
}
