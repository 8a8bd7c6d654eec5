import { type ReactNode, useEffect, useId, useState } from 'react'
import { fetchItems } from '../shared/api.ts'
import { Icon } from '../shared/icon.tsx'
import { useResource } from '../shared/use-resource.ts'

const TYPING_MS = 200
const FOUND_MAX = 8

/** The text, once nobody has typed for a moment. */
export const useSettled = <T,>(value: T, ms = TYPING_MS): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}

type ItemFieldProps = {
  readonly shopId: string
  readonly label: string
  readonly value: string
  readonly onChange: (itemId: string) => void
  readonly onEnter?: () => void
  readonly placeholder?: string
  readonly describedBy?: string | undefined
  readonly isInvalid?: boolean
}

/** The id of a product. Words of its name are looked up while they are typed. */
export const ItemField = ({
  shopId,
  label,
  value,
  onChange,
  onEnter,
  placeholder = 'id or name',
  describedBy,
  isInvalid = false,
}: ItemFieldProps): ReactNode => {
  const listId = useId()
  const words = useSettled(value.trim())
  const found = useResource(JSON.stringify([shopId, words]), async (signal) =>
    words.length < 2
      ? []
      : (await fetchItems({ shop: shopId, query: words, limit: FOUND_MAX }, signal)).items,
  )
  return (
    <label className="field">
      {label}
      <input
        value={value}
        list={listId}
        maxLength={256}
        autoComplete="off"
        placeholder={placeholder}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (onEnter === undefined || event.key !== 'Enter') return
          event.preventDefault()
          onEnter()
        }}
      />
      <datalist id={listId}>
        {(found.data ?? []).map(({ itemId, title }) => (
          <option key={itemId} value={itemId}>
            {title ?? itemId}
          </option>
        ))}
      </datalist>
    </label>
  )
}

type ItemsFieldProps = {
  readonly shopId: string
  readonly label: string
  readonly itemIds: readonly string[]
  readonly nameOf: (itemId: string) => string
  readonly onChange: (itemIds: readonly string[]) => void
  readonly describedBy?: string | undefined
  readonly isInvalid?: boolean
}

/** Several products; Enter puts what was typed with the others. */
export const ItemsField = ({
  shopId,
  label,
  itemIds,
  nameOf,
  onChange,
  ...rest
}: ItemsFieldProps): ReactNode => {
  const [text, setText] = useState('')
  const add = (): void => {
    const added = text.trim()
    if (added !== '' && !itemIds.includes(added)) onChange([...itemIds, added])
    setText('')
  }
  return (
    <div className="items-field">
      {itemIds.length > 0 && (
        <ul className="chosen" aria-label={label}>
          {itemIds.map((itemId) => (
            <li key={itemId}>
              {nameOf(itemId)}
              <button
                type="button"
                aria-label={`Take off ${nameOf(itemId)}`}
                onClick={() => onChange(itemIds.filter((other) => other !== itemId))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="items-add">
        <ItemField shopId={shopId} label={label} value={text} onChange={setText} onEnter={add} {...rest} />
        <button type="button" className="button is-quiet" disabled={text.trim() === ''} onClick={add}>
          Add
        </button>
      </div>
    </div>
  )
}
