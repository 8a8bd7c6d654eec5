/** The form of a rule. What is wrong is said at its field. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { ApiError } from '../shared/api.ts'
import { Problem } from '../shared/problem.tsx'
import { type Choice, ChipsField } from './chips-field.tsx'
import { ItemField, ItemsField } from './item-field.tsx'
import {
  ACTIONS,
  type ActionKind,
  type DraftField,
  type RuleDraft,
  fieldOfPointer,
  idsIn,
  problemOf,
  withAction,
} from './rule-draft.ts'

export type RuleChoices = {
  readonly placements: readonly Choice[]
  readonly lists: readonly Choice[]
  readonly channels: readonly Choice[]
  readonly categories: readonly Choice[]
}

type RuleFormProps = {
  readonly shopId: string
  readonly draft: RuleDraft
  readonly choices: RuleChoices
  readonly nameOf: (itemId: string) => string
  /** What the server says against it. */
  readonly error: ApiError | undefined
  readonly isBusy: boolean
  readonly onChange: (draft: RuleDraft) => void
  readonly onSave: () => void
  readonly onDiscard: () => void
}

type Said = { readonly field: DraftField; readonly text: string }

/** What to say at a field: our own check first, then the server's. */
const saidOf = (draft: RuleDraft, error: ApiError | undefined): Said | undefined => {
  const own = problemOf(draft)
  if (own !== undefined) return own
  const field = error === undefined ? undefined : fieldOfPointer(error.field)
  if (error === undefined || field === undefined) return undefined
  const message = error.message.replace(/^\/\S+: /, '').replace(/\.+$/, '.')
  return { field, text: `${message.charAt(0).toUpperCase()}${message.slice(1)} ${error.fix}` }
}

type InputProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly said: string | undefined
  readonly hint?: string
  readonly kind?: 'text' | 'number' | 'datetime-local' | 'area'
}

const FieldProblem = ({ id, text }: { readonly id: string; readonly text: string | undefined }): ReactNode =>
  text === undefined ? null : (
    <span id={id} className="field-problem">
      {text}
    </span>
  )

const Input = ({ label, value, onChange, said, hint, kind = 'text' }: InputProps): ReactNode => {
  const id = useId()
  const shared = {
    value,
    'aria-invalid': said !== undefined,
    'aria-describedby': `${id}-hint ${id}-problem`,
    spellCheck: false,
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {kind === 'area' ? (
        <textarea id={id} rows={2} {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          id={id}
          type={kind}
          step="any"
          {...shared}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {hint !== undefined && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      <FieldProblem id={`${id}-problem`} text={said} />
    </div>
  )
}

type PartProps = Pick<RuleFormProps, 'shopId' | 'draft' | 'nameOf' | 'onChange' | 'choices'> & {
  readonly at: (field: DraftField) => string | undefined
}

/** What the rule does. */
const ActionFields = ({ shopId, draft, nameOf, onChange, at }: PartProps): ReactNode => {
  const id = useId()
  const set = (part: Partial<RuleDraft>): void => onChange({ ...draft, ...part })
  const selects = draft.do === 'exclude' || draft.do === 'boost' || draft.do === 'bury'
  return (
    <>
      <label className="field">
        What it does
        <select
          value={draft.do}
          onChange={(event) => onChange(withAction(draft, event.target.value as ActionKind))}
        >
          {ACTIONS.map(({ kind, title }) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {draft.do === 'pin' && (
        <div className="field-pair is-slot">
          <ItemField
            shopId={shopId}
            label="Product"
            value={draft.itemIds}
            onChange={(itemIds) => set({ itemIds })}
            describedBy={`${id}-items`}
            isInvalid={at('itemIds') !== undefined}
          />
          <Input
            label="Place"
            kind="number"
            value={draft.slot}
            onChange={(slot) => set({ slot })}
            said={at('slot')}
          />
        </div>
      )}
      {(draft.do === 'include' || selects) && (
        <ItemsField
          shopId={shopId}
          label={selects ? 'Products by id' : 'Products, in their order'}
          itemIds={idsIn(draft.itemIds)}
          nameOf={nameOf}
          onChange={(itemIds) => set({ itemIds: itemIds.join(', ') })}
          describedBy={`${id}-items`}
          isInvalid={at('itemIds') !== undefined}
        />
      )}
      <FieldProblem id={`${id}-items`} text={at('itemIds')} />
      {selects && (
        <Input
          label="Products by condition"
          kind="area"
          value={draft.where}
          onChange={(where) => set({ where })}
          said={at('where')}
          hint={
            'As item.brand = "Oderby" and item.price < 20, item.categories under "Kitchen", item.stock < 3'
          }
        />
      )}
      {(draft.do === 'boost' || draft.do === 'bury') && (
        <Input
          label={draft.do === 'boost' ? 'Times their score' : 'Times their score (empty: behind all others)'}
          kind="number"
          value={draft.factor}
          onChange={(factor) => set({ factor })}
          said={at('factor')}
        />
      )}
      {draft.do === 'diversify' && (
        <div className="field-pair">
          <label className="field">
            Of one
            <select value={draft.by} onChange={(event) => set({ by: event.target.value as RuleDraft['by'] })}>
              <option value="brand">brand</option>
              <option value="category">category</option>
            </select>
          </label>
          <Input
            label="Show at most"
            kind="number"
            value={draft.countMax}
            onChange={(countMax) => set({ countMax })}
            said={at('countMax')}
          />
        </div>
      )}
    </>
  )
}

/** Where, for whom and when it holds. */
const ScopeFields = ({ shopId, draft, nameOf, onChange, choices, at }: PartProps): ReactNode => {
  const set = (part: Partial<RuleDraft>): void => onChange({ ...draft, ...part })
  const chips = (
    field: 'placements' | 'lists' | 'channels' | 'categories',
    label: string,
    whenEmpty: string,
  ): ReactNode => (
    <ChipsField
      label={label}
      whenEmpty={whenEmpty}
      values={draft[field]}
      choices={choices[field]}
      onChange={(values) => set({ [field]: values })}
      problem={<FieldProblem id="" text={at(field)} />}
    />
  )
  return (
    <>
      {chips('placements', 'Placements', 'Every placement')}
      <div className="field-pair is-dates">
        <Input
          label="From"
          kind="datetime-local"
          value={draft.from}
          onChange={(from) => set({ from })}
          said={at('from')}
        />
        <Input
          label="Until"
          kind="datetime-local"
          value={draft.until}
          onChange={(until) => set({ until })}
          said={at('until')}
        />
      </div>
      <details className="rule-more">
        <summary>Channels, categories, audience, priority</summary>
        <div className="rule-fields">
          {chips('channels', 'Channels', 'Every channel')}
          {chips('categories', 'Categories', 'Every category')}
          {chips('lists', 'Lists', 'Every list')}
          <ItemsField
            shopId={shopId}
            label="Beside these products"
            itemIds={idsIn(draft.seedItemIds)}
            nameOf={nameOf}
            onChange={(itemIds) => set({ seedItemIds: itemIds.join(', ') })}
          />
          <Input
            label="Audience"
            kind="area"
            value={draft.audience}
            onChange={(audience) => set({ audience })}
            said={at('audience')}
            hint={
              'As shopper.isKnown = false, shopper.loyaltyTier = "gold", time.weekday in ("saturday", "sunday")'
            }
          />
          <Input
            label="Priority"
            kind="number"
            value={draft.priority}
            onChange={(priority) => set({ priority })}
            said={at('priority')}
            hint="Where rules get in each other’s way, the higher one wins; empty is 0."
          />
          <Input
            label="Name"
            value={draft.title}
            onChange={(title) => set({ title })}
            said={at('title') ?? at('ruleId')}
            hint={`Its id is ${draft.ruleId}.`}
          />
        </div>
      </details>
    </>
  )
}

export const RuleForm = (props: RuleFormProps): ReactNode => {
  const { draft, error, isBusy, onSave, onDiscard } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [draft.ruleId])
  const said = saidOf(draft, error)
  const at = (field: DraftField): string | undefined => (said?.field === field ? said.text : undefined)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (said === undefined || error !== undefined) onSave()
  }
  return (
    <form className="card rule-form" aria-label="Rule" noValidate onSubmit={submit}>
      <h2 ref={heading} tabIndex={-1}>
        {draft.isNew ? 'New rule' : 'Change the rule'}
      </h2>
      <div className="rule-fields">
        <ActionFields {...props} at={at} />
        <ScopeFields {...props} at={at} />
      </div>
      {error !== undefined && said === undefined && <Problem error={error} />}
      <div className="rule-buttons">
        <button className="button" disabled={isBusy || problemOf(draft) !== undefined}>
          {isBusy ? 'Saving…' : 'Save the rule'}
        </button>
        <button type="button" className="button is-quiet" onClick={onDiscard}>
          Discard
        </button>
      </div>
      <p className="muted rule-hint">Nothing is saved yet: the list shows how it would be.</p>
    </form>
  )
}
