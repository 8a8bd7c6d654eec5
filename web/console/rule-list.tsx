/** The rules of the shop, those that hold for the shown list first. */
import { type FormEvent, type ReactNode, useState } from 'react'
import type { ListExplanation, Rule } from './merchandise-wire.ts'
import { actionSentence, becauseText, scheduleSentence, scopeSentence } from './rule-sentence.ts'

type RuleListProps = {
  readonly rules: readonly Rule[] | undefined
  readonly told: ListExplanation['rules'] | undefined
  readonly nameOf: (itemId: string) => string
  readonly onNew: () => void
  readonly onEdit: (rule: Rule) => void
  readonly onSwitch: (rule: Rule) => void
  readonly onDelete: (rule: Rule) => void
  readonly onHistory: (ruleId: string) => void
}

type StatusProps = { readonly isHere: boolean; readonly text: string }

const Status = ({ isHere, text }: StatusProps): ReactNode => (
  <span className={isHere ? 'rule-status is-here' : 'rule-status'}>{text}</span>
)

const statusOf = (rule: Rule, told: RuleListProps['told']): StatusProps => {
  if (rule.isEnabled === false) return { isHere: false, text: 'Off' }
  if (told === undefined) return { isHere: false, text: '\u00a0' }
  if (told.applied.includes(rule.ruleId)) return { isHere: true, text: 'Holds here' }
  const passed = told.notApplied.find(({ ruleId }) => ruleId === rule.ruleId)
  return { isHere: false, text: becauseText(passed?.because ?? '') }
}

/** A rule that is gone is found by its id, so that it can come back. */
const GoneRule = ({ onHistory }: Pick<RuleListProps, 'onHistory'>): ReactNode => {
  const [ruleId, setRuleId] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onHistory(ruleId.trim())
  }
  return (
    <details>
      <summary>Bring back a deleted rule</summary>
      <form className="items-add" onSubmit={submit}>
        <label className="field">
          Its id
          <input
            value={ruleId}
            maxLength={256}
            autoComplete="off"
            onChange={(event) => setRuleId(event.target.value)}
          />
        </label>
        <button className="button is-quiet" disabled={ruleId.trim() === ''}>
          History
        </button>
      </form>
    </details>
  )
}

export const RuleList = (props: RuleListProps): ReactNode => {
  const { rules, told, nameOf } = props
  const shown = (rules ?? []).map((rule) => ({ rule, status: statusOf(rule, told) }))
  const here = shown.filter(({ status }) => status.isHere)
  const elsewhere = shown.filter(({ status }) => !status.isHere)
  return (
    <section className="card rule-list" aria-labelledby="rules-heading">
      <div className="rule-list-head">
        <h2 id="rules-heading">Rules</h2>
        <button type="button" className="button is-quiet" onClick={props.onNew}>
          New rule
        </button>
      </div>
      {rules?.length === 0 && (
        <p className="muted">None yet. Correct a product in the list, or write a rule here.</p>
      )}
      <ul>
        {[...here, ...elsewhere].map(({ rule, status }) => {
          const sentence = actionSentence(rule.action, nameOf)
          const name = rule.title ?? sentence
          const schedule = scheduleSentence(rule)
          return (
            <li key={rule.ruleId}>
              <div className="rule-words">
                <strong>{name}</strong>
                <Status {...status} />
                <span className="muted">
                  {rule.title !== undefined && `${sentence}, `}
                  {scopeSentence(rule, nameOf)}
                  {schedule !== undefined && `, ${schedule}`}
                  {rule.priority !== undefined && rule.priority !== 0 && `, priority ${rule.priority}`}
                </span>
              </div>
              <div className="rule-controls">
                <button
                  type="button"
                  role="switch"
                  className="switch"
                  aria-checked={rule.isEnabled !== false}
                  aria-label={`On: ${name}`}
                  onClick={() => props.onSwitch(rule)}
                />
                <button
                  type="button"
                  className="text-button"
                  aria-label={`Edit ${name}`}
                  onClick={() => props.onEdit(rule)}
                >
                  Edit
                </button>
                <button
                  type="button"
                  className="text-button"
                  aria-label={`History of ${name}`}
                  onClick={() => props.onHistory(rule.ruleId)}
                >
                  History
                </button>
                <button
                  type="button"
                  className="text-button"
                  aria-label={`Delete ${name}`}
                  onClick={() => props.onDelete(rule)}
                >
                  Delete
                </button>
              </div>
            </li>
          )
        })}
      </ul>
      {rules !== undefined && <GoneRule onHistory={props.onHistory} />}
    </section>
  )
}
