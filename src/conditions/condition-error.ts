/** What is wrong with a condition, said so that whoever wrote it can mend it. */
export type ConditionProblem = {
  readonly message: string
  readonly fix: string
  /** JSON pointer into the tree; empty for the whole, and for text. */
  readonly pointer: string
  /** Of text: where it is, in UTF-16 units from 0. */
  readonly offset?: number
  /** Of text: what should stand there, and what does. */
  readonly expected?: string
  readonly found?: string
}

export class ConditionError extends Error {
  override readonly name = 'ConditionError'
  readonly problem: ConditionProblem
  readonly fix: string

  constructor(problem: ConditionProblem) {
    super(problem.message)
    this.problem = problem
    this.fix = problem.fix
  }
}

/** @returns what `make` gives, or the problem it threw */
export const orProblem = <T>(make: () => T): T | { readonly problem: ConditionProblem } => {
  try {
    return make()
  } catch (error) {
    if (error instanceof ConditionError) return { problem: error.problem }
    throw error
  }
}

const SHOWN_MAX = 60
/** A piece of somebody's input, short enough for a message. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text
}
