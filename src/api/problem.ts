/** What is wrong with one record or request, said so that its sender can mend it. */
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Errors } from 'typebox/value'
import { isDeeperThan } from '../domain/json.ts'
import { narrowUnion } from './narrow-union.ts'

export type Problem = {
  readonly code: string
  /** JSON pointer; empty for the whole */
  readonly field: string
  readonly message: string
  readonly fix: string
}

export const problem = (code: string, field: string, message: string, fix: string): Problem => ({
  code,
  field,
  message,
  fix,
})

/** No record means anything at such a depth, and what walks through it recursively would run out of stack. */
export const NESTING_MAX = 64

/** @returns what is wrong with a record that is no object or nested too deep */
export const shapeProblem = (raw: unknown, kind: string): Problem | undefined => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return problem(
      'INVALID',
      '',
      `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} must be a JSON object`,
      'See the API reference.',
    )
  if (isDeeperThan(raw, NESTING_MAX))
    return problem(
      'TOO_DEEP',
      '',
      `the ${kind} is nested more than ${NESTING_MAX} levels deep`,
      'Send it flatter.',
    )
  return undefined
}

type SchemaError = {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: object
}

const FIXES: Readonly<Record<string, string>> = {
  required: 'Add the field.',
  type: 'Send the type that the API reference gives.',
  enum: 'Send one of the values that the API reference gives.',
  const: 'Send one of the values that the API reference gives.',
  maxLength: 'Shorten it.',
  minLength: 'It may not be empty; leave the field out when it is not known.',
  pattern: 'Use only the signs that the pattern allows.',
  maxItems: 'Send fewer.',
  minItems: 'Send at least one.',
  maximum: 'Send a smaller number.',
  minimum: 'Send a larger number.',
  exclusiveMinimum: 'Send a number above that; what comes back is an event of kind refund.',
  additionalProperties: 'Take the field out, or correct its name.',
}

const messageOf = ({ keyword, params, message }: SchemaError): string => {
  const values = (params as { allowedValues?: readonly unknown[] }).allowedValues
  return keyword === 'enum' && values !== undefined ? `must be one of ${values.join(', ')}` : message
}

/** The deepest error says most: of a union it is the branch that came nearest. */
const describe = (errors: readonly SchemaError[]): Problem => {
  const useful = errors.filter(({ keyword }) => keyword !== 'boolean')
  const union = useful.find(({ keyword }) => keyword === 'anyOf')
  const branches =
    union === undefined
      ? []
      : useful.filter((e) => e.instancePath === union.instancePath && e.keyword !== 'anyOf')
  const first =
    useful.find(
      ({ keyword }) =>
        keyword !== 'anyOf' && !branches.some((b) => b.keyword === keyword && b.keyword === 'type'),
    ) ?? useful[0]
  if (first === undefined)
    return problem('INVALID', '', 'It does not have the shape asked for.', 'See the API reference.')
  if (
    union !== undefined &&
    branches.length > 1 &&
    first.instancePath.length <= union.instancePath.length &&
    first.keyword === 'anyOf'
  )
    return problem(
      'INVALID',
      union.instancePath,
      branches.map((b) => b.message).join(' or '),
      FIXES['type'] as string,
    )
  const missing = (first.params as { requiredProperties?: readonly string[] }).requiredProperties?.[0]
  const extra = (first.params as { additionalProperties?: readonly string[] }).additionalProperties?.[0]
  const name =
    first.keyword === 'required' ? missing : first.keyword === 'additionalProperties' ? extra : undefined
  return problem(
    first.keyword === 'required' ? 'MISSING' : 'INVALID',
    name === undefined ? first.instancePath : `${first.instancePath}/${name}`,
    name === undefined
      ? messageOf(first)
      : first.keyword === 'required'
        ? `${name} is missing`
        : `${name} is not a field here`,
    FIXES[first.keyword] ?? 'See the API reference.',
  )
}

/** What is wrong with the alternatives that the value means; undefined when that leaves nothing to say. */
const errorsOf = (schema: TSchema, value: unknown): readonly SchemaError[] | undefined => {
  const errors = Errors(narrowUnion(schema, value) as TSchema, value) as readonly SchemaError[]
  return errors.length === 0 ? undefined : errors
}

/**
 * A check of unknown input against a schema, compiled once.
 *
 * @returns undefined when the value has the shape, else the first thing to mend
 */
export const compileCheck = <S extends TSchema>(
  schema: S,
): {
  readonly is: (value: unknown) => value is Static<S>
  readonly problemOf: (value: unknown) => Problem
} => {
  const check = Compile(schema)
  return {
    is: (value): value is Static<S> => check.Check(value),
    problemOf: (value) =>
      describe(errorsOf(schema, value) ?? (check.Errors(value) as readonly SchemaError[])),
  }
}
