/** A comparison from outside: its field exists, it can be compared so, and with what. */
import {
  type Comparison,
  type Condition,
  type FieldPath,
  type Operand,
  SUBJECTS,
} from '../domain/condition.ts'
import { checkKeys, type JsonRecord, refuse } from './check-keys.ts'
import { shown } from './condition-error.ts'
import { LIST_LENGTH_MAX, VALUE_LENGTH_MAX } from './condition-limits.ts'
import { COMPARISONS_OF, type Field, FIELDS, type FieldType, fieldOf } from './fields.ts'
import { nearestName } from './nearest-name.ts'

/** @throws ConditionError */
export const checkComparison = (node: JsonRecord, pointer: string): Condition => {
  const [path, field] = checkField(node['field'], `${pointer}/field`)
  const { is } = node
  if (is === 'known' || is === 'unknown') {
    checkKeys(node, ['field', 'is'], pointer)
    return { field: path, is }
  }
  checkKeys(node, ['field', 'is', 'than'], pointer)
  const allowed: readonly unknown[] = COMPARISONS_OF[field.type]
  if (!allowed.includes(is))
    refuse(
      `${pointer}/is`,
      `${path} (${field.type}) cannot be compared by ${shown(is)}.`,
      `Use one of ${[...COMPARISONS_OF[field.type], 'known', 'unknown'].join(', ')}.`,
    )
  const comparison = is as Comparison
  const than = checkOperand(node['than'], `${pointer}/than`, { path, field, is: comparison })
  return { field: path, is: comparison, than }
}

const checkField = (raw: unknown, pointer: string): readonly [FieldPath, Field] => {
  const field = typeof raw === 'string' && raw.length <= VALUE_LENGTH_MAX ? fieldOf(raw) : undefined
  if (field !== undefined) return [raw as FieldPath, field]
  const text = shown(raw)
  const dot = text.indexOf('.')
  const subject = SUBJECTS.find((name) => name === text.slice(0, dot))
  if (subject === undefined) {
    const near = nearestName(
      text,
      FIELDS.map(({ subject, name }) => `${subject}.${name}`),
    )
    return refuse(
      pointer,
      `${text} is no field.`,
      near === undefined ? `Fields belong to ${SUBJECTS.join(', ')}: item.brand.` : `Did you mean ${near}?`,
    )
  }
  const names = FIELDS.filter((known) => known.subject === subject).map(({ name }) => name)
  const near = nearestName(text.slice(dot + 1), names)
  const own = names.includes('attributes.*') ? `, or for an attribute ${subject}.attributes.NAME` : ''
  return refuse(
    pointer,
    `${text} is no field.`,
    near === undefined ? `Use one of ${names.join(', ')}${own}.` : `Did you mean ${subject}.${near}?`,
  )
}

type Against = { readonly path: FieldPath; readonly field: Field; readonly is: Comparison }

const checkOperand = (raw: unknown, pointer: string, against: Against): Operand => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse(
      pointer,
      `${shown(raw)} is nothing to compare with.`,
      'Give {"value": …}, {"field": …} or {"parameter": …}.',
    )
  const operand = raw as JsonRecord
  if (Object.hasOwn(operand, 'parameter')) {
    checkKeys(operand, ['parameter'], pointer)
    const { parameter } = operand
    if (typeof parameter !== 'string' || !/^[A-Za-z0-9_]{1,50}$/.test(parameter))
      return refuse(
        `${pointer}/parameter`,
        `${shown(parameter)} is no name of a parameter.`,
        'Use 1 to 50 letters, digits and underscores, without $.',
      )
    return { parameter }
  }
  if (Object.hasOwn(operand, 'field')) return checkFieldOperand(operand, pointer, against)
  checkKeys(operand, ['value'], pointer)
  return { value: checkValue(operand['value'], `${pointer}/value`, against) }
}

/** What a value must be so that the comparison can hold. */
const valueType = ({ field, is }: Against): 'number' | 'text' | 'flag' | 'any' => {
  if (is === '<' || is === '<=' || is === '>' || is === '>=') return 'number'
  if (is === 'under' || is === 'contains' || is === 'starts with') return 'text'
  return field.type === 'texts' ? 'text' : field.type
}

const checkFieldOperand = (operand: JsonRecord, pointer: string, against: Against): Operand => {
  checkKeys(operand, ['field', 'times', 'plus'], pointer)
  const [path, other] = checkField(operand['field'], `${pointer}/field`)
  const wanted = valueType(against)
  const suits: readonly FieldType[] = wanted === 'text' ? ['text', 'texts', 'any'] : [wanted, 'any']
  if (wanted !== 'any' && !suits.includes(other.type))
    refuse(
      `${pointer}/field`,
      `${against.path} cannot be compared with ${path}: one is a ${wanted}, the other a ${other.type}.`,
      `Compare with a field that is a ${wanted}.`,
    )
  for (const key of ['times', 'plus'] as const) {
    const value = operand[key]
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value))
      refuse(`${pointer}/${key}`, `${shown(value)} is no number.`, 'Give a number.')
    if (other.type !== 'number' && other.type !== 'any')
      refuse(
        `${pointer}/${key}`,
        `${path} is a ${other.type}, and only numbers can be reckoned with.`,
        `Leave ${key} out.`,
      )
  }
  const { times, plus } = operand as { readonly times?: number; readonly plus?: number }
  return { field: path, ...(times !== undefined && { times }), ...(plus !== undefined && { plus }) }
}

const checkValue = (
  raw: unknown,
  pointer: string,
  against: Against,
): string | number | boolean | readonly (string | number)[] => {
  const { is } = against
  const needsList = is === 'in' || is === 'not in'
  const takesList = needsList || is === 'under' || is === 'contains' || is === 'starts with'
  if (Array.isArray(raw)) {
    if (!takesList)
      return refuse(pointer, `${is} compares with one value, not with a list.`, 'Use "in" for a list.')
    if (raw.length === 0 || raw.length > LIST_LENGTH_MAX)
      return refuse(
        pointer,
        `The list has ${raw.length} values.`,
        `Give 1 to ${LIST_LENGTH_MAX}; many items go into a list of ids.`,
      )
    return raw.map((value: unknown, k) => {
      const scalar = checkScalar(value, `${pointer}/${k}`, against)
      return typeof scalar === 'boolean'
        ? refuse(`${pointer}/${k}`, `${scalar} cannot be in a list.`, 'Compare by = true or = false.')
        : scalar
    })
  }
  if (needsList)
    return refuse(pointer, `${is} compares with a list.`, `Give a list: [${shown(JSON.stringify(raw))}].`)
  return checkScalar(raw, pointer, against)
}

const TYPE_WORDS = {
  number: ['number', 'a number', '2000'],
  text: ['string', 'a text', '"Kitchen"'],
  flag: ['boolean', 'true or false', 'true'],
} as const

const checkScalar = (raw: unknown, pointer: string, against: Against): string | number | boolean => {
  const { path, field, is } = against
  const wanted = valueType(against)
  if (
    typeof raw !== 'string' &&
    typeof raw !== 'boolean' &&
    !(typeof raw === 'number' && Number.isFinite(raw))
  )
    return refuse(pointer, `${shown(raw)} is no value.`, 'Give a text, a number, true or false.')
  if (typeof raw === 'string' && raw.length > VALUE_LENGTH_MAX)
    return refuse(pointer, `A text is longer than ${VALUE_LENGTH_MAX} characters.`, 'Shorten it.')
  if (wanted !== 'any') {
    const [type, words, example] = TYPE_WORDS[wanted]
    if (typeof raw !== type)
      return refuse(
        pointer,
        `${path} ${is} compares with ${words}, not with ${shown(JSON.stringify(raw))}.`,
        field.isInstant === true
          ? 'Give ms UTC; in text write date("2026-01-31").'
          : `Give ${words}: ${example}.`,
      )
  }
  const isChoice = field.values !== undefined && (is === '=' || is === '!=' || is === 'in' || is === 'not in')
  if (isChoice && !field.values.includes(raw as string))
    return refuse(
      pointer,
      `${path} is never ${shown(JSON.stringify(raw))}.`,
      `It is one of ${field.values.join(', ')}.`,
    )
  return raw
}
