/** The product of the page and what is bought with it, to be put into the basket at once. */
import { type ReactNode, useRef, useState } from 'react'
import { type TimedList, fetchItem } from '../shared/api.ts'
import { lineOf, priceIn, stockIn, variantName } from '../shared/basket-line.ts'
import { formatMoney } from '../shared/money.ts'
import { Tile } from '../shared/tile.tsx'
import { type Resource, useResource } from '../shared/use-resource.ts'
import { WhyButton } from '../shared/why.tsx'
import type { Item, Sku } from '../shared/wire.ts'
import { itemOf, useTrackClick, useTrackImpression } from './list-row.tsx'
import { productAddress } from './page-address.ts'
import { useStore } from './store.tsx'
import { useImpression } from './use-impression.ts'

const WEB = 'web'
/** Besides the product of the page. */
export const TOGETHER_COUNT = 2

const isSold = (item: Item, sku?: Sku): boolean => stockIn(item, WEB, sku) !== 0

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
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const entries = list.items.slice(0, TOGETHER_COUNT)
  const parts = [own, ...companions].map((item) => partOf(item, chosen[item.itemId]))
  const partFor = (itemId: string): Part | undefined => parts.find(({ item }) => item.itemId === itemId)
  const isBuyable = parts.every(({ isSoldOut }) => !isSoldOut)
  const sumMinor = parts.reduce((sum, { item, sku }) => sum + priceIn(item, WEB, sku), 0)
  const field = (itemId: string): ReactNode => (
    <VariantField
      part={partFor(itemId)}
      onChoose={(sku) => setChosen((old) => ({ ...old, [itemId]: sku }))}
    />
  )
  return (
    <section className="together" aria-labelledby="together-heading">
      <h2 id="together-heading">{list.title}</h2>
      <div className="together-parts">
        <div className="together-own">
          <Tile item={own} href={productAddress(shopId, own.itemId)} currency={currency} />
          {field(own.itemId)}
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
              {field(entry.itemId)}
            </li>
          ))}
        </ul>
        <div className="together-sum">
          <p>
            <span className="muted">All {entries.length + 1} together</span>{' '}
            <strong>{currency === undefined ? '\u00a0' : formatMoney(sumMinor, currency)}</strong>
          </p>
          <button
            type="button"
            className="button"
            disabled={!isBuyable}
            onClick={() =>
              add(
                parts.map(({ item, sku }) => lineOf(item, WEB, 1, sku)),
                { list: list.list, recommendationId: list.recommendationId },
              )
            }
          >
            Add all {entries.length + 1} to the basket
          </button>
        </div>
      </div>
    </section>
  )
}
