/** One list by hand: its name, its dates and its products in their order, moved by dragging or by keys. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ApiError } from '../shared/api.ts'
import { Icon } from '../shared/icon.tsx'
import { Picture } from '../shared/picture.tsx'
import { Price } from '../shared/price.tsx'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import type { TileItem } from '../shared/wire.ts'
import type { HandDraft } from './hand-lists.tsx'
import { ItemsField, useSettled } from './item-field.tsx'
import { fetchPreview } from './merchandise-api.ts'
import { moved } from './moved.ts'

/** The list is looked at under a name that no list has. */
const LOOKED_AT = 'list-in-the-making'
const ITEMS_MAX = 1_000

/** What of the list shoppers would see, with its cards. */
const useCards = (shopId: string, itemIds: readonly string[]) => {
  const settled = useSettled(itemIds)
  const { data } = useResource(
    JSON.stringify([shopId, settled]),
    async (signal) => {
      const { after } = await fetchPreview(
        {
          request: { shop: shopId, list: LOOKED_AT, limit: ITEMS_MAX, withItems: true },
          curatedLists: [{ curatedListId: LOOKED_AT, itemIds: settled }],
        },
        signal,
      )
      const cards = after.items.map((entry): [string, TileItem] => [
        entry.itemId,
        entry.item ?? { itemId: entry.itemId },
      ])
      return { asked: new Set(settled), cards: new Map(cards) }
    },
    { keepsPrevious: true },
  )
  return data
}

type RowProps = {
  readonly itemId: string
  readonly place: number
  readonly count: number
  readonly card: TileItem | undefined
  readonly isHidden: boolean
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
  readonly onDrag: () => void
  readonly onDrop: () => void
}

const HandRow = ({ itemId, place, count, card, isHidden, ...on }: RowProps): ReactNode => {
  const name = card?.title ?? itemId
  return (
    // Dragging is for the mouse; the arrows do the same for everybody.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className="hand-row"
      data-item={itemId}
      draggable
      onDragStart={on.onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        on.onDrop()
      }}
    >
      <span className="compare-place">{place + 1}</span>
      <Picture url={card?.pictures?.[0]?.url} alt="" name={name} size={56} />
      <span className="compare-words">
        <span className="compare-name">{name}</span>
        {isHidden ? (
          <span className="hand-hidden">Does not show: not sold now, or not in the shop</span>
        ) : (
          <Price
            priceMinor={card?.priceMinor}
            listPriceMinor={card?.listPriceMinor}
            currency={card?.currency}
          />
        )}
      </span>
      <span className="hand-buttons">
        <button
          type="button"
          className="icon-button"
          data-move="up"
          aria-label={`Move ${name} up`}
          aria-disabled={place === 0}
          onClick={() => on.onMove(place - 1)}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          className="icon-button"
          data-move="down"
          aria-label={`Move ${name} down`}
          aria-disabled={place === count - 1}
          onClick={() => on.onMove(place + 1)}
        >
          <Icon name="down" />
        </button>
        <button type="button" className="icon-button" aria-label={`Remove ${name}`} onClick={on.onRemove}>
          <Icon name="trash" />
        </button>
      </span>
    </li>
  )
}

type HandListFormProps = {
  readonly shopId: string
  readonly draft: HandDraft
  readonly error: ApiError | undefined
  readonly onChange: (draft: HandDraft) => void
  readonly onSave: () => void
  readonly onDiscard: () => void
}

export const HandListForm = ({
  shopId,
  draft,
  error,
  onChange,
  onSave,
  onDiscard,
}: HandListFormProps): ReactNode => {
  const set = (part: Partial<HandDraft>): void => onChange({ ...draft, ...part })
  const looked = useCards(shopId, draft.itemIds)
  const [said, setSaid] = useState('')
  const dragged = useRef(-1)
  const rows = useRef<HTMLOListElement>(null)
  /** The button that is pressed keeps the focus where its row goes. */
  const focusOn = useRef<{ readonly itemId: string; readonly move: string | undefined }>(undefined)
  const itemsKey = draft.itemIds.join('\n')
  useEffect(() => {
    const wanted = focusOn.current
    focusOn.current = undefined
    if (wanted?.move === undefined) return
    for (const row of rows.current?.children ?? [])
      if (row instanceof HTMLElement && row.dataset['item'] === wanted.itemId)
        row.querySelector<HTMLElement>(`[data-move="${wanted.move}"]`)?.focus()
  }, [itemsKey])

  const nameOf = (itemId: string): string => looked?.cards.get(itemId)?.title ?? itemId
  const move = (from: number, to: number): void => {
    const itemId = draft.itemIds[from]
    if (itemId === undefined || to < 0 || to >= draft.itemIds.length) return
    const active = document.activeElement
    focusOn.current = {
      itemId,
      move: active instanceof HTMLElement ? active.dataset['move'] : undefined,
    }
    setSaid(`${nameOf(itemId)} is now at place ${to + 1} of ${draft.itemIds.length}.`)
    set({ itemIds: moved(draft.itemIds, from, to) })
  }
  const at = (field: string): string | undefined =>
    error?.field.startsWith(field) === true ? `${error.message} ${error.fix}` : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSave()
  }
  const text = (
    field: 'curatedListId' | 'title' | 'from' | 'until',
    label: string,
    rest: { readonly type?: string; readonly disabled?: boolean; readonly placeholder?: string } = {},
  ): ReactNode => (
    <label className="field">
      {label}
      <input
        value={draft[field]}
        maxLength={256}
        autoComplete="off"
        aria-invalid={at(`/${field}`) !== undefined}
        {...rest}
        onChange={(event) => set({ [field]: event.target.value })}
      />
      {at(`/${field}`) !== undefined && <span className="field-problem">{at(`/${field}`)}</span>}
    </label>
  )
  const isPlaced = ['/curatedListId', '/title', '/from', '/until', '/itemIds'].some(
    (field) => at(field) !== undefined,
  )
  return (
    <form className="card rule-form" aria-label="List by hand" noValidate onSubmit={submit}>
      <h2>{draft.isNew ? 'New list by hand' : `List ${draft.curatedListId}`}</h2>
      <div className="hand-fields">
        {text('curatedListId', 'Name', { disabled: !draft.isNew, placeholder: 'editors-picks' })}
        {text('title', 'Title for shoppers', { placeholder: 'Our favourites' })}
        {text('from', 'From', { type: 'datetime-local' })}
        {text('until', 'Until', { type: 'datetime-local' })}
      </div>
      <h3>Products, in their order</h3>
      <ol className="hand-rows" ref={rows}>
        {draft.itemIds.map((itemId, place) => (
          <HandRow
            key={itemId}
            itemId={itemId}
            place={place}
            count={draft.itemIds.length}
            card={looked?.cards.get(itemId)}
            isHidden={looked !== undefined && looked.asked.has(itemId) && !looked.cards.has(itemId)}
            onMove={(to) => move(place, to)}
            onRemove={() => set({ itemIds: draft.itemIds.filter((other) => other !== itemId) })}
            onDrag={() => {
              dragged.current = place
            }}
            onDrop={() => move(dragged.current, place)}
          />
        ))}
      </ol>
      {draft.itemIds.length === 0 && <p className="muted">None yet.</p>}
      <output className="visually-hidden">{said}</output>
      <ItemsField
        shopId={shopId}
        label="Add a product"
        itemIds={[]}
        nameOf={nameOf}
        onChange={(added) =>
          set({ itemIds: [...draft.itemIds, ...added.filter((itemId) => !draft.itemIds.includes(itemId))] })
        }
      />
      {at('/itemIds') !== undefined && <p className="field-problem">{at('/itemIds')}</p>}
      {error !== undefined && !isPlaced && <Problem error={error} />}
      <div className="rule-buttons">
        <button className="button">Save the list</button>
        <button type="button" className="button is-quiet" onClick={onDiscard}>
          Discard
        </button>
      </div>
      <p className="muted rule-hint">Rows move by dragging or by their arrows.</p>
    </form>
  )
}
