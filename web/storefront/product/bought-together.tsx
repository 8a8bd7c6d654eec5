/** The product of the page and what is bought with it, to be put into the basket at once. */
import { type ReactNode, useRef, useState } from 'react'
import { type TimedList, fetchItem } from '../../shared/api.ts'
import { knownPriceIn, lineOf, priceIn, stockIn, variantName } from '../../shared/basket-line.ts'
import { countOf, formatMoney } from '../../shared/money.ts'
import { Tile } from '../../shared/tile.tsx'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import { WhyButton } from '../../shared/why.tsx'
import type { Item, Sku } from '../../shared/wire.ts'
import { itemOf, useTrackClick, useTrackImpression } from '../lists/list-entries.ts'
import { productAddress } from '../page-address.ts'
import { useStore } from '../store.tsx'
import { useImpression } from '../../shared/use-impression.ts'

const WEB = 'web'
/** Besides the product of the page. */
export const TOGETHER_COUNT = 2

const isSold = (item: Item, sku?: Sku): boolean =>
  stockIn(item, WEB, sku) !== 0 && knownPriceIn(item, WEB, sku) !== undefined

type Part = {
  readonly item: Item
  /** undefined for a product without variants, and when all are sold out */
  readonly sku: Sku | undefined
  readonly isSoldOut: boolean
}

const partOf = (item: Item, chosenSku: string | undefined): Part => {
  const skus = item.skus ?? []
  const sku = skus.find((each) => each.sku === chosenSku) ?? skus.find((each) => isSold(item, each))
  return { item, sku, isSoldOut: skus.length > 0 ? sku === undefined : !isSold(item) }
}

type VariantFieldProps = {
  readonly part: Part | undefined
  readonly onChoose: (sku: string) => void
}

const VariantField = ({ part, onChoose }: VariantFieldProps): ReactNode => {
  const skus = part?.item.skus ?? []
  if (part === undefined || skus.length < 2) return null
  return (
    <select
      className="together-variant"
      aria-label={`Variant of ${part.item.title ?? part.item.itemId}`}
      value={part.sku?.sku ?? ''}
      onChange={(event) => onChoose(event.target.value)}
    >
      {part.sku === undefined && <option value="">Sold out</option>}
      {skus.map((sku) => (
        <option key={sku.sku} value={sku.sku} disabled={!isSold(part.item, sku)}>
          {variantName(sku)}
        </option>
      ))}
    </select>
  )
}

/** All there is to know of what goes with the product; asked for before the block shows, so that it need not move. */
export const useCompanions = (list: TimedList | undefined): Resource<readonly Item[]> => {
  const { shopId } = useStore()
  const itemIds = (list?.items ?? []).slice(0, TOGETHER_COUNT).map(({ itemId }) => itemId)
  return useResource(JSON.stringify([shopId, itemIds]), async (signal) =>
    (await Promise.all(itemIds.map((itemId) => fetchItem(shopId, itemId, signal)))).map(
      (answer) => answer.item,
    ),
  )
}

type PartFieldsProps = {
  readonly part: Part | undefined
  readonly isChosen: boolean
  readonly onChoose: (sku: string) => void
  readonly onToggle: () => void
}

/** Whether a part is bought along, and which variant of it. */
const PartFields = ({ part, isChosen, onChoose, onToggle }: PartFieldsProps): ReactNode => (
  <>
    <label className="together-choice">
      <input
        type="checkbox"
        checked={isChosen}
        disabled={part === undefined || part.isSoldOut}
        onChange={onToggle}
      />
      <span className="visually-hidden">Buy {part?.item.title ?? part?.item.itemId} along</span>
    </label>
    <VariantField part={part} onChoose={onChoose} />
  </>
)

type SumProps = {
  /** What is chosen. */
  readonly parts: readonly Part[]
  readonly isAll: boolean
  readonly onAdd: () => void
}

const TogetherSum = ({ parts, isAll, onAdd }: SumProps): ReactNode => {
  const { currency } = useStore()
  const count = parts.length
  const sumMinor = parts.reduce((sum, { item, sku }) => sum + priceIn(item, WEB, sku), 0)
  return (
    <div className="together-sum">
      <p aria-live="polite">
        <span className="muted">{isAll ? `All ${count} together` : `${countOf(count, 'product')}`}</span>{' '}
        <strong>{currency === undefined ? '\u00a0' : formatMoney(sumMinor, currency)}</strong>
      </p>
      <button type="button" className="button" disabled={count === 0} onClick={onAdd}>
        {isAll
          ? `Add all ${count} to the basket`
          : count === 0
            ? 'Choose something'
            : `Add ${count} to the basket`}
      </button>
    </div>
  )
}

type BoughtTogetherProps = {
  readonly item: Item
  readonly list: TimedList
  readonly companions: readonly Item[]
}

export const BoughtTogether = ({ item: own, list, companions }: BoughtTogetherProps): ReactNode => {
  const { shopId, currency, add } = useStore()
  const trackClick = useTrackClick(list)
  const track = useRef<HTMLUListElement>(null)
  useImpression(track, list.recommendationId, useTrackImpression(list))
  const [skus, setSkus] = useState<Readonly<Record<string, string>>>({})
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const entries = list.items.slice(0, TOGETHER_COUNT)
  const parts = [own, ...companions].map((item) => partOf(item, skus[item.itemId]))
  const chosen = parts.filter(({ item, isSoldOut }) => !isSoldOut && !leftOut.includes(item.itemId))
  const fields = (itemId: string): ReactNode => (
    <PartFields
      part={parts.find(({ item }) => item.itemId === itemId)}
      isChosen={chosen.some(({ item }) => item.itemId === itemId)}
      onChoose={(sku) => setSkus((old) => ({ ...old, [itemId]: sku }))}
      onToggle={() =>
        setLeftOut((old) => (old.includes(itemId) ? old.filter((id) => id !== itemId) : [...old, itemId]))
      }
    />
  )
  const from = { list: list.list, recommendationId: list.recommendationId }
  const addChosen = (): void =>
    add(
      chosen.map(({ item, sku }) => ({
        ...lineOf(item, WEB, 1, sku),
        // The product of the page was not found by this list.
        ...(item.itemId !== own.itemId && { from }),
      })),
    )
  return (
    <section className="together" aria-labelledby="together-heading">
      <h2 id="together-heading">{list.title}</h2>
      <div className="together-parts">
        <div className="together-own">
          <Tile item={own} href={productAddress(shopId, own.itemId)} currency={currency} />
          {fields(own.itemId)}
        </div>
        <ul ref={track}>
          {entries.map((entry, position) => (
            <li key={entry.itemId}>
              <Tile
                item={itemOf(entry)}
                href={productAddress(shopId, entry.itemId)}
                currency={currency}
                onOpen={() => trackClick(entry, position)}
              >
                <WhyButton entry={entry} list={list} />
              </Tile>
              {fields(entry.itemId)}
            </li>
          ))}
        </ul>
        <TogetherSum parts={chosen} isAll={chosen.length === parts.length} onAdd={addChosen} />
      </div>
    </section>
  )
}
