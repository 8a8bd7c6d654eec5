/**
 * Condition to closures. What a condition asks of the request is worked out once a request, so that a candidate costs a
 * look-up of its field and a comparison.
 *
 * A comparison with a missing value does not hold; `!=` and `not in` are what `=` and `in` are not, so they do. A
 * condition that waits for a parameter which was not given holds of nothing.
 */
import type { Comparison, Condition, FieldPath, FieldValue, Operand } from '../domain/condition.ts'
import { hasValue, matcherOf, relationOf, someValue, valuesOf } from './compare-values.ts'
import { innerConditions, type Need, needsOf } from './condition-tree.ts'
import type { Facts } from './facts.ts'
import { partsOf } from './fields.ts'
import { actCounter, type HoldsOfItem, isCount, sequenceFinder } from './past-acts.ts'
import { printCondition } from './print-condition.ts'

/** The first comparison that keeps an item out. */
export type FailedLeaf = {
  /** As `printCondition` gives it; `not (…)` when it kept the item out by holding. */
  readonly text: string
  /** What the field, the count or the number of lines is. Undefined when it is missing. */
  readonly actual: FieldValue
  /** What it was held against, where that can be told. */
  readonly expected: FieldValue
  /** What had no value: a field, or `$NAME` for a parameter. Undefined when all had. */
  readonly missing: string | undefined
}

/** A condition with the facts of one request. Items are indexes, as in `Facts`. */
export type BoundCondition = {
  readonly test: (item: number) => boolean
  /** Undefined exactly when `test` is true. */
  readonly explain: (item: number) => FailedLeaf | undefined
}

export type CompiledCondition = {
  readonly needs: ReadonlySet<Need>
  /** For loops over candidates. */
  readonly bind: (facts: Facts) => BoundCondition
  readonly test: (facts: Facts, item: number) => boolean
  readonly explain: (facts: Facts, item: number) => FailedLeaf | undefined
}

/** `decide` gives the comparison that settles the answer, whatever it is; the text is turned under an odd number of nots. */
type Bound = {
  readonly test: (item: number) => boolean
  readonly decide: (item: number, isTurned: boolean) => FailedLeaf
}
type Binder = (facts: Facts) => Bound

const turned = (text: string, isTurned: boolean): string => (isTurned ? `not (${text})` : text)

const bindAll =
  (binders: readonly Binder[], text: string): Binder =>
  (facts) => {
    const parts = binders.map((bind) => bind(facts))
    const failing = (item: number): Bound | undefined => parts.find(({ test }) => !test(item))
    return {
      test: (item) => {
        for (const part of parts) if (!part.test(item)) return false
        return true
      },
      decide: (item, isTurned) =>
        (failing(item) ?? parts[0])?.decide(item, isTurned) ?? constantLeaf(turned(text, isTurned)),
    }
  }

const bindAny =
  (binders: readonly Binder[], text: string): Binder =>
  (facts) => {
    const parts = binders.map((bind) => bind(facts))
    return {
      test: (item) => {
        for (const part of parts) if (part.test(item)) return true
        return false
      },
      decide: (item, isTurned) =>
        (parts.find(({ test }) => test(item)) ?? parts[0])?.decide(item, isTurned) ??
        constantLeaf(turned(text, isTurned)),
    }
  }

const constantLeaf = (text: string): FailedLeaf => ({
  text,
  actual: undefined,
  expected: undefined,
  missing: undefined,
})

const bindNot =
  (binder: Binder): Binder =>
  (facts) => {
    const { test, decide } = binder(facts)
    return {
      test: (item) => !test(item),
      decide: (item, isTurned) => decide(item, !isTurned),
    }
  }

/** Reads a field for a candidate; `isFixed` when it is the same for all of them. */
type Read = { readonly isFixed: boolean; readonly of: (facts: Facts) => (item: number) => FieldValue }

const readField = (path: FieldPath): Read => {
  const [subject, name] = partsOf(path)
  if (subject === 'item') return { isFixed: false, of: (facts) => (item) => facts.item(item, name) }
  return {
    isFixed: true,
    of: (facts) => {
      const value = facts.fixed(subject, name)
      return () => value
    },
  }
}

const parameterOf = ({ parameters }: Facts, name: string): FieldValue =>
  Object.hasOwn(parameters, name) ? parameters[name] : undefined

const readOperand = (than: Operand): Read => {
  if ('value' in than) return { isFixed: true, of: () => () => than.value }
  if ('parameter' in than) {
    const { parameter } = than
    return {
      isFixed: true,
      of: (facts) => {
        const value = parameterOf(facts, parameter)
        return () => value
      },
    }
  }
  const { times, plus } = than
  const field = readField(than.field)
  if (times === undefined && plus === undefined) return field
  const reckon = (value: number): number => value * (times ?? 1) + (plus ?? 0)
  const reckoned = (value: FieldValue): FieldValue =>
    typeof value === 'number'
      ? reckon(value)
      : valuesOf(value)
          .filter((one) => typeof one === 'number')
          .map(reckon)
  return {
    isFixed: field.isFixed,
    of: (facts) => {
      const read = field.of(facts)
      return (item) => reckoned(read(item))
    },
  }
}

const operandName = (than: Operand): string =>
  'parameter' in than ? `$${than.parameter}` : 'field' in than ? than.field : ''

const bindComparison = (path: FieldPath, is: Comparison, than: Operand, text: string): Binder => {
  const { relation, isNegated } = relationOf(is)
  const field = readField(path)
  const operand = readOperand(than)
  const literal = 'value' in than ? matcherOf(relation, valuesOf(than.value)) : undefined
  return (facts) => {
    const actualOf = field.of(facts)
    const expectedOf = operand.of(facts)
    const fixed = literal ?? (operand.isFixed ? matcherOf(relation, valuesOf(expectedOf(-1))) : undefined)
    const test =
      fixed === undefined
        ? (item: number) =>
            someValue(actualOf(item), matcherOf(relation, valuesOf(expectedOf(item)))) !== isNegated
        : (item: number) => someValue(actualOf(item), fixed) !== isNegated
    const always = field.isFixed && operand.isFixed ? test(-1) : undefined
    return {
      test: always === undefined ? test : () => always,
      decide: (item, isTurned) => {
        const actual = actualOf(item)
        const expected = expectedOf(item)
        const missing = hasValue(actual) ? (hasValue(expected) ? undefined : operandName(than)) : path
        return { text: turned(text, isTurned), actual, expected, missing }
      },
    }
  }
}

const bindKnown = (path: FieldPath, isKnown: boolean, text: string): Binder => {
  const field = readField(path)
  return (facts) => {
    const actualOf = field.of(facts)
    return {
      test: (item) => hasValue(actualOf(item)) === isKnown,
      decide: (item, isTurned) => {
        const actual = actualOf(item)
        const missing = hasValue(actual) ? undefined : path
        return { text: turned(text, isTurned), actual, expected: undefined, missing }
      },
    }
  }
}

const bindLines =
  (lines: 'some' | 'every' | 'none', hold: Binder, text: string): Binder =>
  (facts) => {
    const { test } = hold(facts)
    const { basket } = facts
    let counted = -1
    const count = (): number => {
      if (counted < 0) counted = basket.filter((line) => test(line)).length
      return counted
    }
    const holds = (): boolean =>
      lines === 'some' ? count() > 0 : lines === 'every' ? count() === basket.length : count() === 0
    return {
      test: holds,
      decide: (_, isTurned) => ({
        text: turned(text, isTurned),
        actual: count(),
        expected: lines === 'some' ? 1 : lines === 'every' ? basket.length : 0,
        missing: undefined,
      }),
    }
  }

/** The condition of a count as a binder; undefined when it has none. */
const holdsOf = (of: 'item' | Condition | undefined): ((facts: Facts) => HoldsOfItem) | undefined => {
  if (of === undefined || of === 'item') return undefined
  const binder = binderOf(of)
  return (facts) => binder(facts).test
}

const bindHistory = (node: Extract<Condition, { history: unknown }>, text: string): Binder => {
  const { history, is, than } = node
  const holds = holdsOf(history.of)
  return (facts) => {
    const countOf = actCounter(facts, history, holds?.(facts))
    return {
      test: (item) => isCount(countOf(item), is, than),
      decide: (item, isTurned) => ({
        text: turned(text, isTurned),
        actual: countOf(item),
        expected: than,
        missing: undefined,
      }),
    }
  }
}

const bindSequence = (node: Extract<Condition, { sequence: unknown }>, text: string): Binder => {
  const holds = node.sequence.map(({ of }) => holdsOf(of))
  return (facts) => {
    const test = sequenceFinder(
      facts,
      node.sequence,
      node.withinDays,
      holds.map((bind) => bind?.(facts)),
    )
    return {
      test,
      decide: (item, isTurned) => ({
        text: turned(text, isTurned),
        actual: test(item),
        expected: !isTurned,
        missing: undefined,
      }),
    }
  }
}

const binderOf = (node: Condition): Binder => {
  if ('all' in node) return bindAll(node.all.map(binderOf), 'always')
  if ('any' in node) return bindAny(node.any.map(binderOf), 'never')
  if ('not' in node) return bindNot(binderOf(node.not))
  const text = printCondition(node)
  if ('lines' in node) return bindLines(node.lines, binderOf(node.hold), text)
  if ('history' in node) return bindHistory(node, text)
  if ('sequence' in node) return bindSequence(node, text)
  if (!('than' in node)) return bindKnown(node.field, node.is === 'known', text)
  return bindComparison(node.field, node.is, node.than, text)
}

/** The comparisons that wait for a parameter, by its name; of several the first. */
const parameterLeaves = (condition: Condition): ReadonlyMap<string, Condition> => {
  const leaves = new Map<string, Condition>()
  if ('field' in condition && 'than' in condition && 'parameter' in condition.than)
    leaves.set(condition.than.parameter, condition)
  for (const inner of innerConditions(condition))
    for (const [name, leaf] of parameterLeaves(inner)) if (!leaves.has(name)) leaves.set(name, leaf)
  return leaves
}

/** Names of the parameters that must be given with the request. */
export const parametersOf = (condition: Condition): ReadonlySet<string> =>
  new Set(parameterLeaves(condition).keys())

/** A condition that waits for a parameter which was not given. */
const waitingFor = (parameter: string, leaf: Condition): BoundCondition => ({
  test: () => false,
  explain: () => ({ ...constantLeaf(printCondition(leaf)), missing: `$${parameter}` }),
})

/** With `test` and `explain` that bind the facts of a request when they first see them. */
export const compiledBy = (
  needs: ReadonlySet<Need>,
  bind: (facts: Facts) => BoundCondition,
): CompiledCondition => {
  const boundByFacts = new WeakMap<Facts, BoundCondition>()
  const boundTo = (facts: Facts): BoundCondition => {
    let bound = boundByFacts.get(facts)
    if (bound === undefined) boundByFacts.set(facts, (bound = bind(facts)))
    return bound
  }
  return {
    needs,
    bind,
    test: (facts, item) => boundTo(facts).test(item),
    explain: (facts, item) => boundTo(facts).explain(item),
  }
}

/**
 * @param condition  one that passed the check; fields that do not exist have no value
 * @complexity compiling: O(size); binding: O(size), and O(acts) for each history that is asked for; a test: O(size) at
 *   most, without what does not depend on the item
 */
export const compileCondition = (condition: Condition): CompiledCondition => {
  const binder = binderOf(condition)
  const waiting = [...parameterLeaves(condition)]
  return compiledBy(needsOf(condition), (facts) => {
    const missing = waiting.find(([name]) => !hasValue(parameterOf(facts, name)))
    if (missing !== undefined) return waitingFor(...missing)
    const { test, decide } = binder(facts)
    return { test, explain: (item) => (test(item) ? undefined : decide(item, false)) }
  })
}
