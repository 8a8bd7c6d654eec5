/** A list as a shopper would see it, with what put each product there. */
import { type ReactNode, useState } from 'react'
import { type TimedList, fetchCategories, fetchChannels, fetchList } from '../shared/api.ts'
import { formatCount } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import { Price } from '../shared/price.tsx'
import { Problem } from '../shared/problem.tsx'
import { addressOf } from '../shared/shop-address.ts'
import { useResource } from '../shared/use-resource.ts'
import type { Category, Channel, ListEntry } from '../shared/wire.ts'
import { EMPTY_FORM, LISTS, type ListForm, listAsk } from './list-ask.ts'
import { CategoryField, ChannelField } from './scope-fields.tsx'

const PREVIEW_MS = 4_000

type FormProps = {
  readonly form: ListForm
  readonly channels: readonly Channel[]
  readonly categories: readonly Category[]
  readonly onChange: (part: Partial<ListForm>) => void
}

const DaysField = ({
  name,
  value,
  onChange,
}: {
  name: string
  value: string
  onChange: (text: string) => void
}): ReactNode => (
  <label className="field">
    {name}
    <input
      type="number"
      min={1}
      max={36_500}
      placeholder="as the shop has it"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </label>
)

const Form = ({ form, channels, categories, onChange }: FormProps): ReactNode => {
  const choice = LISTS.find(({ list }) => list === form.list)
  return (
    <form className="card list-form" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        List
        <select value={form.list} onChange={(event) => onChange({ list: event.target.value })}>
          {LISTS.map(({ list, title }) => (
            <option key={list} value={list}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <ChannelField value={form.channel} options={channels} onChange={(channel) => onChange({ channel })} />
      <CategoryField
        value={form.category}
        options={categories}
        onChange={(category) => onChange({ category })}
      />
      {form.category !== '' && (
        <label className="check">
          <input
            type="checkbox"
            checked={form.includeDescendants}
            onChange={(event) => onChange({ includeDescendants: event.target.checked })}
          />
          with the categories below it
        </label>
      )}
      {choice?.hasWindow === true && (
        <DaysField
          name="Window in days"
          value={form.windowDays}
          onChange={(windowDays) => onChange({ windowDays })}
        />
      )}
      {form.list === 'trending' && (
        <DaysField
          name="Added within days"
          value={form.addedWithinDays}
          onChange={(addedWithinDays) => onChange({ addedWithinDays })}
        />
      )}
      {choice?.hasMeasure === true && (
        <label className="field">
          What counts
          <select
            value={form.measure}
            onChange={(event) => onChange({ measure: event.target.value as ListForm['measure'] })}
          >
            <option value="">as the shop has it</option>
            <option value="units">Units</option>
            <option value="orders">Orders</option>
          </select>
        </label>
      )}
      {form.list === 'people-also-like' && (
        <label className="field">
          Item
          <input
            value={form.itemId}
            placeholder="id of the item of the page"
            maxLength={256}
            onChange={(event) => onChange({ itemId: event.target.value.trim() })}
          />
        </label>
      )}
      {form.list === 'recently-viewed' && (
        <label className="field">
          Visitor
          <input
            value={form.visitorId}
            placeholder="id of a browser"
            maxLength={256}
            onChange={(event) => onChange({ visitorId: event.target.value.trim() })}
          />
        </label>
      )}
      <label className="field">
        Length
        <input
          type="number"
          min={1}
          max={200}
          value={form.limit}
          onChange={(event) => onChange({ limit: event.target.value })}
        />
      </label>
    </form>
  )
}

const Entry = ({ entry, place, shopId }: { entry: ListEntry; place: number; shopId: string }): ReactNode => {
  const item = entry.item ?? { itemId: entry.itemId }
  const name = item.title ?? item.itemId
  return (
    <li className="entry">
      <span className="entry-place">{place}</span>
      <Picture url={item.pictures?.[0]?.url} alt="" name={name} size={160} />
      <div className="entry-words">
        <a href={addressOf(shopId, ['shop', 'product', item.itemId])}>{name}</a>
        <Price priceMinor={item.priceMinor} listPriceMinor={item.listPriceMinor} currency={item.currency} />
        <span className="muted">Score {formatCount(entry.score)}</span>
        {entry.reasons.map((reason) => (
          <span key={reason.code} className="entry-reason">
            {reason.text}
          </span>
        ))}
      </div>
    </li>
  )
}

const Preview = ({ list, shopId }: { readonly list: TimedList; readonly shopId: string }): ReactNode => {
  const { tookMs, ...answer } = list
  return (
    <section aria-labelledby="preview-heading" className="preview">
      <div className="preview-head">
        <h2 id="preview-heading">{list.title}</h2>
        <span className="muted">
          {formatCount(list.items.length)} of {formatCount(list.totalItems)}, in {tookMs.toFixed(0)} ms, log
          at {formatCount(list.versions.logSeq)}
        </span>
      </div>
      {list.fallback !== null && <p className="note">{list.fallback.text}</p>}
      {list.items.length === 0 && <p className="note">The list is empty with these settings.</p>}
      <ol className="entries">
        {list.items.map((entry, position) => (
          <Entry key={entry.itemId} entry={entry} place={list.skip + position + 1} shopId={shopId} />
        ))}
      </ol>
      <details className="card">
        <summary>The answer as JSON</summary>
        <pre>{JSON.stringify(answer, null, 2)}</pre>
      </details>
    </section>
  )
}

export const ListsPage = ({ shopId }: { readonly shopId: string }): ReactNode => {
  const [form, setForm] = useState(EMPTY_FORM)
  const channels = useResource(shopId, (signal) => fetchChannels(shopId, signal))
  const categories = useResource(shopId, (signal) => fetchCategories(shopId, signal))
  const ask = listAsk(shopId, form)
  const list = useResource(JSON.stringify(ask), (signal) => fetchList(ask, signal), {
    intervalMs: PREVIEW_MS,
    keepsPrevious: true,
  })
  return (
    <>
      <h1>Lists</h1>
      <div className="lists">
        <Form
          form={form}
          channels={channels.data ?? []}
          categories={categories.data ?? []}
          onChange={(part) => setForm((old) => ({ ...old, ...part }))}
        />
        <div>
          {list.error !== undefined && <Problem error={list.error} onRetry={list.reload} />}
          {list.data !== undefined && <Preview list={list.data} shopId={shopId} />}
        </div>
      </div>
    </>
  )
}
