/**
 * One expression of a filter of Amazon Personalize, with every restriction of theirs said where it is broken. Its tests are
 * conditions over the fields under their names (`amazon-fields.ts`), with parameters still in them.
 *
 * @source Amazon Personalize developer guide, "Filter expression structure and elements" and "guidelines and requirements"
 */
import {
  type Comparison,
  type Condition,
  type FieldPath,
  type Operand,
  PAST_ACT_KINDS,
  type PastActKind,
} from '../domain/condition.ts'
import { AMAZON_ITEM_FIELDS, AMAZON_TEXTS, AMAZON_USER_FIELDS, amazonField } from './amazon-fields.ts'
import { actOfEventType } from './amazon-values.ts'
import { nearestName } from './nearest-name.ts'
import { parseLiteral } from './parse-literal.ts'
import type { Token, TokenReader } from './tokens.ts'

export type AmazonComparison = Extract<Condition, { than: Operand; field: FieldPath }>

export type AmazonTest =
  | AmazonComparison
  /** Whether the shopper did something of these types; negated for NOT IN. */
  | {
      readonly eventTypes: readonly PastActKind[] | { readonly parameter: string }
      readonly isNegated: boolean
    }

export type AmazonExpression = {
  readonly action: 'include' | 'exclude'
  readonly target: 'item' | 'user'
  /** One of these must hold, and of it every test: AND binds before OR. */
  readonly alternatives: readonly (readonly AmazonTest[])[]
  /** Otherwise the expression asks nothing. */
  readonly onlyIf: readonly AmazonComparison[]
}

const EXAMPLE = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("Purchase")'
const TWO_EXPRESSIONS = 'Write two expressions with | between them; or a condition, which has parentheses.'

/** @throws ConditionError */
export const parseAmazonExpression = (reader: TokenReader): AmazonExpression => {
  const action = reader.takeWord('include') ? 'include' : reader.takeWord('exclude') ? 'exclude' : undefined
  if (action === undefined) return reader.fail('INCLUDE or EXCLUDE', `Write ${EXAMPLE}.`)
  const target = parseTarget(reader)
  reader.expectWord('where', `Write ${EXAMPLE}.`)
  const where: Where = { target, dataset: undefined }
  const alternatives: AmazonTest[][] = [[parseTest(reader, where)]]
  for (;;)
    if (reader.takeWord('and')) (alternatives.at(-1) as AmazonTest[]).push(parseTest(reader, where))
    else if (reader.takeWord('or')) alternatives.push([parseTest(reader, where)])
    else break
  const onlyIf = reader.takeWord('if') ? parseIf(reader) : []
  return { action, target, alternatives, onlyIf }
}

const parseTarget = (reader: TokenReader): 'item' | 'user' => {
  if (reader.takeWord('itemid')) return 'item'
  if (reader.takeWord('userid')) return 'user'
  if (reader.isWord('actionid'))
    return reader.refuse('there are no actions here', 'Filter items: ItemID.', reader.peek())
  return reader.fail('ItemID or UserID', `Write ${EXAMPLE}.`)
}

type Dataset = 'interactions' | 'items' | 'users'
/** The dataset is that of the first test. */
type Where = { readonly target: 'item' | 'user'; dataset: Dataset | undefined }
type Name = { readonly dataset: string; readonly field: string; readonly token: Token }

const DATASETS = ['Interactions', 'Items', 'Users'] as const

const takeName = (reader: TokenReader, example: string): Name => {
  const token = reader.peek()
  if (reader.isSign('('))
    reader.refuse('filter expressions have no parentheses around conditions', TWO_EXPRESSIONS, token)
  if (token.kind !== 'path') return reader.fail('a field of a dataset', `Write ${example}.`)
  reader.take()
  const [dataset = '', field = '', ...more] = token.text.split('.')
  if (more.length > 0) reader.refuse('a field has one dot', `Write ${example}.`, token)
  return { dataset: dataset.toLowerCase(), field, token }
}

const datasetOf = (reader: TokenReader, { dataset, field, token }: Name, where: Where): Dataset => {
  if (dataset === 'currentuser')
    reader.refuse('CurrentUser stands after IF only', `Put it at the end: IF CurrentUser.${field} …`, token)
  if (dataset === 'currentitem')
    reader.refuse(
      'CurrentItem stands on the right only',
      `Write Items.${field} = CurrentItem.${field}.`,
      token,
    )
  if (dataset === 'actions' || dataset === 'action_interactions')
    reader.refuse('there are no actions here', 'Use Items or Interactions.', token)
  const known = DATASETS.find((name) => name.toLowerCase() === dataset)
  if (known === undefined) {
    const near = nearestName(dataset, DATASETS)
    return reader.fail(DATASETS.join(', '), `Write ${near ?? 'Items'}.${field}.`, token)
  }
  const name = known.toLowerCase() as Dataset
  if (where.dataset !== undefined && name !== where.dataset)
    reader.refuse('the conditions of one expression must be of one dataset', TWO_EXPRESSIONS, token)
  if (where.target === 'item' && name === 'users')
    reader.refuse('items are not filtered by Users', `Put it at the end: IF CurrentUser.${field} …`, token)
  if (where.target === 'user' && name === 'items')
    reader.refuse('users are not filtered by Items', `Write INCLUDE ItemID WHERE Items.${field} …`, token)
  where.dataset = name
  return name
}

const parseTest = (reader: TokenReader, where: Where): AmazonTest => {
  const name = takeName(reader, 'Items.CATEGORY_L1 IN ("shoe")')
  const dataset = datasetOf(reader, name, where)
  if (dataset === 'interactions') return parseEventTest(reader, name)
  return parseComparison(reader, name, dataset === 'items' ? 'item' : 'shopper', dataset === 'items')
}

const parseEventTest = (reader: TokenReader, { field, token }: Name): AmazonTest => {
  if (field.toUpperCase() !== 'EVENT_TYPE')
    reader.refuse(
      'of Interactions only EVENT_TYPE can be asked',
      'Use EVENT_TYPE; for days and counts write a condition with history(…).',
      token,
    )
  const is = takeIn(reader)
  if (is === undefined) return reader.fail('IN or NOT IN', 'Write Interactions.EVENT_TYPE IN ("Purchase").')
  const isNegated = is === 'not in'
  const list = parseList(reader, is, true)
  if (list === 'any') return { eventTypes: PAST_ACT_KINDS, isNegated }
  if ('parameter' in list) return { eventTypes: list, isNegated }
  const kinds = list.texts.map(({ text, token: at }) => {
    const kind = actOfEventType(text)
    if (kind !== undefined) return kind
    return reader.refuse(
      `events of type ${text} are not kept in the history`,
      'Those kept are View, AddToCart, AddToWishlist and Purchase, under any of their names; * is any of them.',
      at,
    )
  })
  return { eventTypes: [...new Set(kinds)], isNegated }
}

const takeIn = (reader: TokenReader): 'in' | 'not in' | undefined => {
  if (reader.takeWord('in')) return 'in'
  if (!(reader.isWord('not') && reader.isWord('in', 1))) return undefined
  reader.take()
  reader.take()
  return 'not in'
}

type Texts = readonly { readonly text: string; readonly token: Token }[]

const parseList = (
  reader: TokenReader,
  is: 'in' | 'not in',
  isOfEvents: boolean,
): { readonly texts: Texts } | { readonly parameter: string } | 'any' => {
  const start = reader.peek()
  if (start.kind === 'parameter') reader.fail('"("', `Write ${is.toUpperCase()} ($${start.text}).`)
  reader.expectSign('(', `Write ${is.toUpperCase()} ("a", "b").`)
  const first = reader.peek()
  const isStar = reader.isSign('*') || (isOfEvents && first.value === '*')
  if (isStar && !isOfEvents) reader.refuse('* is for EVENT_TYPE only', 'Name the values.', first)
  if (first.kind === 'parameter' && is === 'not in')
    reader.refuse(
      'NOT IN takes no parameter',
      `Turn the expression around: EXCLUDE … IN ($${first.text}) for INCLUDE … NOT IN.`,
      first,
    )
  const texts: { readonly text: string; readonly token: Token }[] = []
  if (isStar || first.kind === 'parameter') reader.take()
  else
    do texts.push(parseText(reader))
    while (reader.takeSign(','))
  if (reader.isSign(',') && first.kind === 'parameter')
    reader.refuse('a list takes one parameter', `Send all values in $${first.text}.`, reader.peek())
  reader.expectSign(')', 'Put commas between the values and close the parenthesis.')
  if (isStar) return 'any'
  return first.kind === 'parameter' ? { parameter: first.text } : { texts }
}

const parseText = (reader: TokenReader): { readonly text: string; readonly token: Token } => {
  const token = reader.take()
  if (token.kind === 'number')
    reader.refuse('IN compares texts', 'Use = < <= > >= != for numbers, or put it in quotes.', token)
  if (token.kind === 'parameter')
    reader.refuse('a list is values or one parameter', `Send all values in $${token.text}.`, token)
  if (typeof token.value !== 'string')
    return reader.fail('a text', `Put texts in straight double quotes: "${token.text}".`, token)
  return { text: token.value, token }
}

const SIGNS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies Comparison[]

const parseComparison = (
  reader: TokenReader,
  { field, token }: Name,
  subject: 'item' | 'shopper',
  takesCurrentItem: boolean,
): AmazonComparison => {
  const fields = subject === 'item' ? AMAZON_ITEM_FIELDS : AMAZON_USER_FIELDS
  if (AMAZON_TEXTS.includes(field.toUpperCase()))
    reader.refuse(
      `${field} is a text, and texts are not filtered by`,
      'Write a condition instead: item.title contains "word".',
      token,
    )
  const path: FieldPath = `${subject}.${field}`
  const operator = reader.peek()
  const is = takeIn(reader)
  if (is !== undefined) {
    if (takesCurrentItem && reader.peek().kind === 'path') {
      if (is === 'not in')
        reader.refuse('NOT IN takes a list', 'Write EXCLUDE … IN CurrentItem. instead.', reader.peek())
      return { field: path, is, than: parseCurrentItem(reader) }
    }
    if (amazonField(fields, field)?.isNumber === true)
      reader.refuse(`${field} is a number, and IN compares texts`, 'Use = < <= > >= !=.', operator)
    const list = parseList(reader, is, false)
    if (list === 'any') throw new Error('Fault in the program: * was taken for a list of values')
    return 'parameter' in list
      ? { field: path, is, than: list }
      : { field: path, is, than: { value: list.texts.map(({ text }) => text) } }
  }
  if (operator.kind !== 'sign' || !SIGNS.includes(operator.text))
    return reader.fail('IN, NOT IN or one of = < <= > >= !=', `Write ${field} IN ("a") or ${field} > 10.`)
  reader.take()
  const than = parseNumberOperand(reader, field, takesCurrentItem)
  return { field: path, is: operator.text as Comparison, than }
}

const parseNumberOperand = (reader: TokenReader, field: string, takesCurrentItem: boolean): Operand => {
  const { kind, text, value } = reader.peek()
  if (kind === 'parameter') return { parameter: reader.take().text }
  if (kind === 'path' && takesCurrentItem) return parseCurrentItem(reader)
  if (typeof value === 'string')
    reader.refuse('texts are compared by IN', `Write ${field} IN (${text}).`, reader.peek())
  if (reader.isWord('true') || reader.isWord('false'))
    reader.refuse('yes and no cannot be compared', `Write ${field} IN ("True").`, reader.peek())
  if (kind !== 'number' && !reader.isSign('-'))
    reader.fail('a number or a parameter', `Write ${field} > 10 or ${field} > $MIN.`)
  return { value: parseLiteral(reader) }
}

const parseCurrentItem = (reader: TokenReader): Operand => {
  const { dataset, field, token } = takeName(reader, 'CurrentItem.CATEGORY_L1')
  if (dataset === 'currentuser')
    reader.refuse('CurrentUser stands after IF only', 'Put it at the end: IF CurrentUser.AGE > 18.', token)
  if (dataset !== 'currentitem') reader.fail('CurrentItem', `Write CurrentItem.${field}.`, token)
  return { field: `seed.${field}` }
}

const parseIf = (reader: TokenReader): readonly AmazonComparison[] => {
  const tests: AmazonComparison[] = []
  do {
    const name = takeName(reader, 'IF CurrentUser.AGE > 18')
    if (name.dataset !== 'currentuser')
      reader.refuse('after IF stands CurrentUser only', 'Write IF CurrentUser.AGE > 18.', name.token)
    tests.push(parseComparison(reader, name, 'shopper', false))
  } while (reader.takeWord('and'))
  if (reader.isWord('or'))
    reader.refuse('IF goes on with AND only', 'Write the expression twice, with | between.', reader.peek())
  if (reader.isWord('if')) reader.refuse('there is one IF in an expression', 'Go on with AND.', reader.peek())
  return tests
}
