/** Lines of a basket or of a ticket at the till. */
import type { Item, Line, Sku } from './wire.ts'

export type BasketLine = {
  readonly itemId: string
  readonly sku?: string
  readonly quantity: number
  readonly priceMinor: number
  readonly title: string
  /** Name of the variant. */
  readonly variant?: string
  readonly pictureUrl?: string
  /** The decision whose list led to it. */
  readonly recommendationId?: string
}

export const QUANTITY_MAX = 999

export const lineKey = (line: Pick<BasketLine, 'itemId' | 'sku'>): string =>
  JSON.stringify([line.itemId, line.sku])

/** The lines with one more; the same variant goes on the line that has it. */
export const addLine = (lines: readonly BasketLine[], added: BasketLine): readonly BasketLine[] => {
  const key = lineKey(added)
  const old = lines.find((line) => lineKey(line) === key)
  if (old === undefined) return [...lines, added]
  const { recommendationId = old.recommendationId } = added
  const led = recommendationId === undefined ? old : { ...old, recommendationId }
  const both = lines.map((line) => (line === old ? led : line))
  return setQuantity(both, key, old.quantity + added.quantity)
}

/** 0 or less takes the line off. */
export const setQuantity = (
  lines: readonly BasketLine[],
  key: string,
  quantity: number,
): readonly BasketLine[] =>
  quantity <= 0
    ? lines.filter((line) => lineKey(line) !== key)
    : lines.map((line) =>
        lineKey(line) === key ? { ...line, quantity: Math.min(Math.round(quantity), QUANTITY_MAX) } : line,
      )

/** The server takes no more items of a basket to say what goes with it. */
const ASKED_ITEMS_MAX = 500

/** What a list for the basket is asked with: each item once, and of very many those that came last. */
export const basketItemIds = (lines: readonly BasketLine[]): string[] =>
  [...new Set(lines.map(({ itemId }) => itemId))].slice(-ASKED_ITEMS_MAX)

export const totalMinor = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0)

export const unitCount = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0)

export const wireLines = (lines: readonly BasketLine[]): readonly Line[] =>
  lines.map(({ itemId, sku, quantity, priceMinor, recommendationId }) => ({
    itemId,
    ...(sku !== undefined && { sku }),
    quantity,
    priceMinor,
    ...(recommendationId !== undefined && { recommendationId }),
  }))

const isLine = (value: unknown): boolean => {
  const line = value as Partial<BasketLine> | null
  return (
    typeof line === 'object' &&
    typeof line?.itemId === 'string' &&
    typeof line.title === 'string' &&
    Number.isFinite(line.quantity) &&
    Number.isFinite(line.priceMinor)
  )
}
export const isLines = (value: unknown): value is readonly BasketLine[] =>
  Array.isArray(value) && value.every(isLine)

/** What a variant is called: its name, else what sets it apart, else its code. */
export const variantName = (sku: Sku): string => {
  if (sku.title !== undefined && sku.title !== '') return sku.title
  const words = Object.values(sku.attributes ?? {}).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  )
  return words.length > 0 ? words.join(', ') : sku.sku
}

type Priced = Pick<Item, 'channels' | 'priceMinor'>

/** The price of an item, or of one of its variants, in a channel. A price of the channel comes first. */
export const knownPriceIn = (item: Priced, channel: string, sku?: Sku): number | undefined =>
  item.channels?.[channel]?.priceMinor ?? sku?.priceMinor ?? item.priceMinor

/** The same, and 0 where nobody has said a price. */
export const priceIn = (item: Priced, channel: string, sku?: Sku): number =>
  knownPriceIn(item, channel, sku) ?? 0

/** Units on hand in a channel; undefined when nobody counts them. */
export const stockIn = (item: Item, channel: string, sku?: Sku): number | undefined => {
  const ofSkus = (sku === undefined ? (item.skus ?? []) : [sku]).map(({ stock }) => stock?.[channel])
  const counted = ofSkus.filter((units) => units !== undefined)
  if (counted.length > 0 && counted.length === ofSkus.length)
    return counted.reduce((sum, units) => sum + units, 0)
  return ofSkus.length > counted.length && counted.length > 0 ? undefined : item.channels?.[channel]?.stock
}

export const lineOf = (item: Item, channel: string, quantity: number, sku?: Sku): BasketLine => {
  const pictureUrl = item.pictures?.[0]?.url
  return {
    itemId: item.itemId,
    quantity,
    priceMinor: priceIn(item, channel, sku),
    title: item.title ?? item.itemId,
    ...(sku !== undefined && { sku: sku.sku, variant: variantName(sku) }),
    ...(pictureUrl !== undefined && { pictureUrl }),
  }
}
