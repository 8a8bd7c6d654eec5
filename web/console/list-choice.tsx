/** Which list is looked at, and as who. */
import type { ReactNode } from 'react'
import type { Category, Channel } from '../shared/wire.ts'
import { ItemField } from './item-field.tsx'
import { type MerchForm, PAGE_TITLES } from './merch-ask.ts'
import type { ListsAnswer, Placement } from './merchandise-wire.ts'
import { CategoryField, ChannelField } from './scope-fields.tsx'

type ListChoiceProps = {
  readonly shopId: string
  readonly form: MerchForm
  readonly lists: ListsAnswer | undefined
  readonly channels: readonly Channel[]
  readonly categories: readonly Category[]
  readonly onChange: (part: Partial<MerchForm>) => void
}

const keyOf = ({ kind, name }: Pick<MerchForm, 'kind' | 'name'>): string => `${kind}:${name}`

const PlaceOptions = ({ lists }: { readonly lists: ListsAnswer }): ReactNode => {
  const byPage = Map.groupBy(lists.placements, ({ page }: Placement) => page)
  return (
    <>
      {[...byPage].map(([page, placements]) => (
        <optgroup key={page} label={PAGE_TITLES[page]}>
          {placements.map(({ placementId, title }) => (
            <option key={placementId} value={keyOf({ kind: 'placement', name: placementId })}>
              {title} ({placementId})
            </option>
          ))}
        </optgroup>
      ))}
      <optgroup label="Lists, wherever they show">
        {lists.lists.map(({ list, title }) => (
          <option key={list} value={keyOf({ kind: 'list', name: list })}>
            {title}
          </option>
        ))}
      </optgroup>
    </>
  )
}

const placeOf = (key: string): Pick<MerchForm, 'kind' | 'name'> => {
  const at = key.indexOf(':')
  return { kind: key.slice(0, at) as MerchForm['kind'], name: key.slice(at + 1) }
}

export const ListChoice = ({
  shopId,
  form,
  lists,
  channels,
  categories,
  onChange,
}: ListChoiceProps): ReactNode => (
  <form className="card merch-choice" aria-label="List" onSubmit={(event) => event.preventDefault()}>
    <label className="field is-wide">
      List or placement
      <select value={keyOf(form)} onChange={(event) => onChange(placeOf(event.target.value))}>
        {lists === undefined ? (
          <option value={keyOf(form)}>{form.name}</option>
        ) : (
          <PlaceOptions lists={lists} />
        )}
      </select>
    </label>
    <ChannelField value={form.channel} options={channels} onChange={(channel) => onChange({ channel })} />
    <CategoryField
      value={form.category}
      options={categories}
      onChange={(category) => onChange({ category })}
    />
    <ItemField
      shopId={shopId}
      label="Product of the page"
      value={form.itemId}
      onChange={(itemId) => onChange({ itemId })}
    />
    <label className="field">
      Seen by
      <select
        value={form.shopperKind}
        onChange={(event) => onChange({ shopperKind: event.target.value as MerchForm['shopperKind'] })}
      >
        <option value="anybody">Anybody</option>
        <option value="customer">A customer</option>
        <option value="visitor">A visitor</option>
      </select>
    </label>
    {form.shopperKind !== 'anybody' && (
      <label className="field">
        {form.shopperKind === 'customer' ? 'Customer' : 'Visitor'}
        <input
          value={form.shopperId}
          maxLength={256}
          autoComplete="off"
          placeholder="id"
          onChange={(event) => onChange({ shopperId: event.target.value.trim() })}
        />
      </label>
    )}
  </form>
)
