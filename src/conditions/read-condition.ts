/** A condition as people and programs send it, in words or as a tree: parsed and checked. */
import type { Condition } from '../domain/condition.ts'
import { checkCondition } from './check-condition.ts'
import { type ConditionProblem, orProblem } from './condition-error.ts'
import { type Origins, parseWithOrigins } from './parse-condition.ts'

/** @returns the condition, or the first thing to mend: of text with its place, of a tree with its pointer */
export const readCondition = (
  raw: unknown,
): { readonly condition: Condition } | { readonly problem: ConditionProblem } => {
  if (typeof raw !== 'string') return checkCondition(raw)
  const parsed = orProblem(() => parseWithOrigins(raw))
  if ('problem' in parsed) return parsed
  const checked = checkCondition(parsed.condition)
  if ('condition' in checked) return checked
  const offset = offsetOf(parsed.condition, parsed.origins, checked.problem.pointer)
  const { message, fix } = checked.problem
  return { problem: { message: `At character ${offset + 1}: ${message}`, fix, pointer: '', offset } }
}

/** Where the innermost node on the way to the pointer began. */
const offsetOf = (condition: Condition, origins: Origins, pointer: string): number => {
  let node: unknown = condition
  let offset = origins.get(condition) ?? 0
  for (const key of pointer.split('/').slice(1)) {
    if (typeof node !== 'object' || node === null) break
    node = (node as Readonly<Record<string, unknown>>)[key]
    if (typeof node === 'object' && node !== null) offset = origins.get(node) ?? offset
  }
  return offset
}
