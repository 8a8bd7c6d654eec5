/** A rule as it stands in the fields of the form, and as a sentence. */
import { conditionText } from './condition-text.ts'
import type { Condition, Rule, RuleAction, SentRule, SentSelector } from './merchandise-wire.ts'

export type ActionKind = RuleAction['do']

export const ACTIONS: readonly { readonly kind: ActionKind; readonly title: string }[] = [
  { kind: 'pin', title: 'Pin to a place' },
  { kind: 'include', title: 'Put in front' },
  { kind: 'boost', title: 'Boost: show further up' },
  { kind: 'bury', title: 'Bury: show further down' },
  { kind: 'exclude', title: 'Exclude: do not show' },
  { kind: 'diversify', title: 'Mix brands or categories' },
]

/** Texts as they stand in the fields; empty is left out. */
export type RuleDraft = {
  readonly ruleId: string
  readonly isNew: boolean
  readonly title: string
  readonly isEnabled: boolean
  readonly do: ActionKind
  /** Ids, separated by commas or lines. */
  readonly itemIds: string
  readonly where: string
  readonly slot: string
  readonly factor: string
  readonly by: 'brand' | 'category'
  readonly countMax: string
  readonly placements: readonly string[]
  readonly lists: readonly string[]
  readonly channels: readonly string[]
  readonly categories: readonly string[]
  readonly seedItemIds: string
  readonly audience: string
  readonly priority: string
  /** As `datetime-local` fields have them, in the time zone of the browser. */
  readonly from: string
  readonly until: string
}
export type DraftField = keyof RuleDraft

const EMPTY: RuleDraft = {
  ruleId: '',
  isNew: true,
  title: '',
  isEnabled: true,
  do: 'pin',
  itemIds: '',
  where: '',
  slot: '1',
  factor: '',
  by: 'brand',
  countMax: '2',
  placements: [],
  lists: [],
  channels: [],
  categories: [],
  seedItemIds: '',
  audience: '',
  priority: '',
  from: '',
  until: '',
}

/** What suits an action when nobody says otherwise. */
const FACTORS: Partial<Record<ActionKind, string>> = { boost: '2' }

export const newDraft = (ruleId: string, part: Partial<RuleDraft>): RuleDraft => ({
  ...EMPTY,
  factor: FACTORS[part.do ?? EMPTY.do] ?? '',
  ...part,
  ruleId,
})

/** The factor of a boost is none for a bury. */
export const withAction = (draft: RuleDraft, kind: ActionKind): RuleDraft => ({
  ...draft,
  do: kind,
  factor: FACTORS[kind] ?? '',
})

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** ms UTC → `2026-03-01T09:30`, here */
export const localText = (at: number | undefined): string => {
  if (at === undefined) return ''
  const date = new Date(at)
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-')
  const seconds = date.getSeconds() === 0 ? [] : [date.getSeconds()]
  return `${day}T${[date.getHours(), date.getMinutes(), ...seconds].map(twoDigits).join(':')}`
}

/** `2026-03-01T09:30`, here → ms UTC; undefined when it is empty */
export const localInstant = (text: string): number | undefined => {
  const at = new Date(text).getTime()
  return text === '' || Number.isNaN(at) ? undefined : at
}

const wordsOf = (condition: Condition | undefined): string =>
  condition === undefined ? '' : conditionText(condition)

const actionFields = (action: RuleAction): Partial<RuleDraft> => {
  switch (action.do) {
    case 'pin':
      return { itemIds: action.itemId, slot: String(action.slot) }
    case 'include':
      return { itemIds: action.itemIds.join(', ') }
    case 'diversify':
      return { by: action.by, countMax: String(action.countMax) }
    case 'exclude':
    case 'boost':
    case 'bury':
      return {
        itemIds: (action.items.itemIds ?? []).join(', '),
        where: wordsOf(action.items.where),
        factor: 'factor' in action && action.factor !== undefined ? String(action.factor) : '',
      }
  }
}

export const draftOf = (rule: Rule): RuleDraft => {
  const { scope = {}, action } = rule
  return {
    ...EMPTY,
    ruleId: rule.ruleId,
    isNew: false,
    title: rule.title ?? '',
    isEnabled: rule.isEnabled !== false,
    do: action.do,
    ...actionFields(action),
    placements: scope.placements ?? [],
    lists: scope.lists ?? [],
    channels: scope.channels ?? [],
    categories: scope.categories ?? [],
    seedItemIds: (scope.seedItemIds ?? []).join(', '),
    audience: wordsOf(scope.audience),
    priority: rule.priority === undefined ? '' : String(rule.priority),
    from: localText(rule.from),
    until: localText(rule.until),
  }
}

export const idsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  ),
]

export type FieldProblem = { readonly field: DraftField; readonly text: string }

const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
const PLACE_MAX = 1_000

/** What the server would say of it less clearly. */
export const problemOf = (draft: RuleDraft): FieldProblem | undefined => {
  const ids = idsIn(draft.itemIds)
  const factor = numberIn(draft.factor)
  const isWhole = (text: string): boolean =>
    Number.isInteger(numberIn(text)) && numberIn(text) >= 1 && numberIn(text) <= PLACE_MAX
  if (draft.do === 'pin' && ids.length !== 1)
    return { field: 'itemIds', text: 'A pin is for one product. Name one.' }
  if (draft.do === 'pin' && !isWhole(draft.slot))
    return { field: 'slot', text: `Give a place from 1 to ${PLACE_MAX}.` }
  if (draft.do === 'include' && ids.length === 0)
    return { field: 'itemIds', text: 'Name the products that come in front.' }
  if (['exclude', 'boost', 'bury'].includes(draft.do) && ids.length === 0 && draft.where.trim() === '')
    return { field: 'where', text: 'Name products, or write a condition.' }
  if (draft.do === 'boost' && !(factor > 1 && factor <= 1_000))
    return { field: 'factor', text: 'Give a number above 1, as 1.5.' }
  if (draft.do === 'bury' && draft.factor.trim() !== '' && !(factor > 0 && factor < 1))
    return { field: 'factor', text: 'Give a number between 0 and 1, as 0.5, or leave it empty.' }
  if (draft.do === 'diversify' && !isWhole(draft.countMax))
    return { field: 'countMax', text: 'Give a whole number from 1 on.' }
  if (draft.priority.trim() !== '' && !Number.isInteger(Number(draft.priority)))
    return { field: 'priority', text: 'Give a whole number, as 10, or leave it empty.' }
  const [from, until] = [localInstant(draft.from), localInstant(draft.until)]
  if (from !== undefined && until !== undefined && until <= from)
    return { field: 'until', text: 'The end must come after the beginning.' }
  return undefined
}

const selectorOf = ({ itemIds, where }: RuleDraft): SentSelector => {
  const ids = idsIn(itemIds)
  return {
    ...(ids.length > 0 && { itemIds: ids }),
    ...(where.trim() !== '' && { where: where.trim() }),
  }
}

const actionOf = (draft: RuleDraft): SentRule['action'] => {
  const factor = Number(draft.factor)
  switch (draft.do) {
    case 'pin':
      return { do: 'pin', itemId: idsIn(draft.itemIds)[0] ?? '', slot: Number(draft.slot) }
    case 'include':
      return { do: 'include', itemIds: idsIn(draft.itemIds) }
    case 'exclude':
      return { do: 'exclude', items: selectorOf(draft) }
    case 'boost':
      return { do: 'boost', items: selectorOf(draft), factor }
    case 'bury':
      return { do: 'bury', items: selectorOf(draft), ...(draft.factor.trim() !== '' && { factor }) }
    case 'diversify':
      return { do: 'diversify', by: draft.by, countMax: Number(draft.countMax) }
  }
}

/** The rule to send, for a draft without a problem. */
export const ruleOf = (draft: RuleDraft): SentRule => {
  const seedItemIds = idsIn(draft.seedItemIds)
  const audience = draft.audience.trim()
  const [from, until] = [localInstant(draft.from), localInstant(draft.until)]
  const scope = {
    ...(draft.placements.length > 0 && { placements: draft.placements }),
    ...(draft.lists.length > 0 && { lists: draft.lists }),
    ...(draft.channels.length > 0 && { channels: draft.channels }),
    ...(draft.categories.length > 0 && { categories: draft.categories }),
    ...(seedItemIds.length > 0 && { seedItemIds }),
    ...(audience !== '' && { audience }),
  }
  return {
    ruleId: draft.ruleId,
    ...(draft.title.trim() !== '' && { title: draft.title.trim() }),
    ...(!draft.isEnabled && { isEnabled: false }),
    ...(draft.priority.trim() !== '' && { priority: Number(draft.priority) }),
    ...(Object.keys(scope).length > 0 && { scope }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    action: actionOf(draft),
  }
}

/** The rule as a look shows it: one that begins later as if it held already. */
export const ruleToLookAt = (rule: SentRule, now: number): SentRule => {
  const { from, ...rest } = rule
  return from !== undefined && from > now ? rest : rule
}

const FIELD_OF: readonly (readonly [pointer: string, field: DraftField])[] = [
  ['/action/items/where', 'where'],
  ['/action/items', 'itemIds'],
  ['/action/itemIds', 'itemIds'],
  ['/action/itemId', 'itemIds'],
  ['/action/slot', 'slot'],
  ['/action/factor', 'factor'],
  ['/action/countMax', 'countMax'],
  ['/scope/placements', 'placements'],
  ['/scope/lists', 'lists'],
  ['/scope/channels', 'channels'],
  ['/scope/categories', 'categories'],
  ['/scope/seedItemIds', 'seedItemIds'],
  ['/scope/audience', 'audience'],
  ['/priority', 'priority'],
  ['/from', 'from'],
  ['/until', 'until'],
  ['/title', 'title'],
  ['/ruleId', 'ruleId'],
]

/** The field that a pointer of the server means: `/rules/0/action/items/where` → where. */
export const fieldOfPointer = (pointer: string): DraftField | undefined => {
  const path = pointer.replace(/^\/rules\/\d+/, '')
  return FIELD_OF.find(([start]) => path.startsWith(start))?.[1]
}
