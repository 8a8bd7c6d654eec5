/** All that looks like a product, or is described like it, to be narrowed by category and brand. */
import { type ReactNode, useState } from 'react'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { addressOf } from '../../shared/shop-address.ts'
import type { ListEntry } from '../../shared/wire.ts'
import { useItem } from './product-screen.tsx'
import { Suggestion, SuggestionBlanks } from '../suggestions/suggestion.tsx'
import { useTill } from '../till-context.ts'
import { useList } from '../suggestions/use-list.ts'
import { useToldList } from '../suggestions/use-told-list.ts'

const COUNT = 48
const BLANK_COUNT = 12
/** More choices than this help nobody. */
const CHOICES_MAX = 10

const lastName = (path: string): string => path.split(' > ').at(-1) ?? path

/** What there is to narrow by, the most frequent first. */
const choicesOf = (
  entries: readonly ListEntry[],
  read: (entry: ListEntry) => readonly string[],
): readonly string[] => {
  const counts = new Map<string, number>()
  for (const entry of entries) for (const name of read(entry)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, CHOICES_MAX)
    .map(([name]) => name)
}

const categoriesOf = ({ item }: ListEntry): readonly string[] => [
  ...new Set((item?.categories ?? []).map(lastName)),
]
const brandsOf = ({ item }: ListEntry): readonly string[] => (item?.brand === undefined ? [] : [item.brand])

type ChoiceProps = {
  readonly label: string
  readonly names: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}

const Choice = ({ label, names, value, onChange }: ChoiceProps): ReactNode => (
  <label className="field">
    {label}
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All</option>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  </label>
)

export const SimilarScreen = ({
  itemId,
  by,
}: {
  readonly itemId: string
  readonly by: 'looks' | 'description'
}): ReactNode => {
  const { shop, addById, say } = useTill()
  const { data: item } = useItem(itemId)
  const { data, error, reload } = useList({
    list: by === 'looks' ? 'similar-looks' : 'more-like-this',
    context: { itemId, basket: [] },
    limit: COUNT,
  })
  const [category, setCategory] = useState('')
  const [brand, setBrand] = useState('')
  const entries = data?.items ?? []
  const shown = entries.filter(
    (entry) =>
      (category === '' || categoriesOf(entry).includes(category)) &&
      (brand === '' || brandsOf(entry).includes(brand)),
  )
  const { trackRef, placeOf, look } = useToldList(data, shown)
  const title = item === undefined ? '…' : (item.title ?? item.itemId)
  return (
    <section
      className="suggestions"
      data-shape="grid"
      aria-label={by === 'looks' ? 'Similar looks' : 'Similar description'}
    >
      <Link className="text-button back" href={addressOf(shop.shop, ['pos', 'product', itemId])}>
        Back to {title}
      </Link>
      <h1 className="similar-title">{by === 'looks' ? `Looks like ${title}` : `Described like ${title}`}</h1>
      <div className="narrow">
        <Choice
          label="Category"
          names={choicesOf(entries, categoriesOf)}
          value={category}
          onChange={setCategory}
        />
        <Choice label="Brand" names={choicesOf(entries, brandsOf)} value={brand} onChange={setBrand} />
        <output className="muted">{data !== undefined && `${shown.length} of ${entries.length}`}</output>
      </div>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      <ul className="suggestions-track" ref={trackRef}>
        {data === undefined ? (
          <SuggestionBlanks count={BLANK_COUNT} />
        ) : (
          shown.map((entry) => (
            <Suggestion
              key={entry.itemId}
              item={entry.item ?? { itemId: entry.itemId }}
              note={entry.reasons[0]?.text}
              onAdd={() => {
                addById(entry.itemId, placeOf(entry)).catch((cause: unknown) => say(String(cause)))
              }}
              onLook={() => look(entry)}
            />
          ))
        )}
      </ul>
      {data?.items.length === 0 && <p className="muted">{data.fallback?.text ?? 'Nothing is like it.'}</p>}
    </section>
  )
}
