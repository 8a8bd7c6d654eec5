/** The meaning of a condition, said as plainly as can be: the twin that the compiled form is held against. */
import { categoryAncestors, normalizeCategory } from '../domain/catalog.ts'
import type { Condition, FieldPath, FieldValue, HistoryCount, Operand } from '../domain/condition.ts'
import type { Facts, PastAct } from './facts.ts'

type One = string | number | boolean

const list = (value: FieldValue): readonly One[] =>
  value === undefined ? [] : typeof value === 'object' ? value : [value]

const read = (facts: Facts, item: number, path: FieldPath): readonly One[] => {
  const [subject, ...rest] = path.split('.')
  const name = rest.join('.')
  return list(
    subject === 'item' ? facts.item(item, name) : facts.fixed(subject as Parameters<Facts['fixed']>[0], name),
  )
}

const operandValues = (facts: Facts, item: number, than: Operand): readonly One[] => {
  if ('value' in than) return list(than.value)
  if ('parameter' in than) return list(facts.parameters[than.parameter])
  const values = read(facts, item, than.field)
  if (than.times === undefined && than.plus === undefined) return values
  return values.flatMap((value) =>
    typeof value === 'number' ? [value * (than.times ?? 1) + (than.plus ?? 0)] : [],
  )
}

const relates = (is: string, a: One, b: One): boolean => {
  if (is === '=' || is === 'in') return a === b
  if (typeof a === 'number' && typeof b === 'number') {
    if (is === '<') return a < b
    if (is === '<=') return a <= b
    if (is === '>') return a > b
    if (is === '>=') return a >= b
  }
  if (typeof a === 'string' && typeof b === 'string') {
    if (is === 'under') return categoryAncestors(a).includes(normalizeCategory(b))
    if (is === 'contains') return a.toLowerCase().indexOf(b.toLowerCase()) >= 0
    if (is === 'starts with') return a.slice(0, b.length).toLowerCase() === b.toLowerCase()
  }
  return false
}

const matching = (facts: Facts, candidate: number, count: HistoryCount): readonly PastAct[] =>
  facts
    .past()
    .filter(
      ({ kind, item, at }) =>
        count.acts.includes(kind) &&
        (count.withinDays === undefined || at >= facts.now - count.withinDays * 86_400_000) &&
        (count.of === undefined || (count.of === 'item' ? item === candidate : holds(count.of, facts, item))),
    )

/** Every way to choose an act for each step. */
const followed = (
  facts: Facts,
  candidate: number,
  steps: readonly HistoryCount[],
  withinDays: number,
  chosen: readonly PastAct[] = [],
): boolean => {
  const [step, ...rest] = steps
  const past = facts.past()
  if (step === undefined)
    return (chosen.at(-1) as PastAct).at - (chosen[0] as PastAct).at <= withinDays * 86_400_000
  const last = chosen.at(-1)
  return matching(facts, candidate, step).some(
    (act) =>
      (last === undefined || past.indexOf(act) > past.indexOf(last)) &&
      followed(facts, candidate, rest, withinDays, [...chosen, act]),
  )
}

const holds = (node: Condition, facts: Facts, item: number): boolean => {
  if ('all' in node) return !node.all.some((part) => !holds(part, facts, item))
  if ('any' in node) return node.any.some((part) => holds(part, facts, item))
  if ('not' in node) return !holds(node.not, facts, item)
  if ('lines' in node) {
    const count = facts.basket.filter((line) => holds(node.hold, facts, line)).length
    if (node.lines === 'some') return count > 0
    return count === (node.lines === 'every' ? facts.basket.length : 0)
  }
  if ('history' in node) {
    const count = matching(facts, item, node.history).length
    return node.is === '=' ? count === node.than : relates(node.is, count, node.than)
  }
  if ('sequence' in node) return followed(facts, item, node.sequence, node.withinDays)
  const values = read(facts, item, node.field)
  if (!('than' in node)) return values.length > 0 === (node.is === 'known')
  if (node.is === '!=') return !holds({ ...node, is: '=' }, facts, item)
  if (node.is === 'not in') return !holds({ ...node, is: 'in' }, facts, item)
  const operands = operandValues(facts, item, node.than)
  return values.some((a) => operands.some((b) => relates(node.is, a, b)))
}

const waitsFor = (node: unknown, given: Facts['parameters']): boolean => {
  if (typeof node !== 'object' || node === null) return false
  if ('parameter' in node) return list(given[node.parameter as string]).length === 0
  return Object.values(node).some((inner) => waitsFor(inner, given))
}

export const naiveTest = (condition: Condition, facts: Facts, item: number): boolean =>
  !waitsFor(condition, facts.parameters) && holds(condition, facts, item)
