/** What the catalog says of items, as numbers and texts for recipes. */
import { categoryAncestors } from '../../domain/catalog.ts'
import type { Json } from '../../domain/json.ts'
import { csrOfPairs } from '../../math/csr.ts'
import { GrowingArray } from '../../math/growing-array.ts'
import { StringIndex } from '../../math/string-index.ts'
import { type ItemFacts, noFacts } from '../../models/item-facts.ts'
import { type CatalogVectors, numberedVectors } from './item-vectors.ts'
import type { CatalogItem } from './snapshot.ts'

/** Longer values of attributes are texts, not tags. */
const TAG_LENGTH_MAX = 80
/** Of one item: what would be more is a list of something else. */
const TAGS_MAX = 200

const attributeTags = (name: string, value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((inner) => attributeTags(name, inner as Json))
  if (typeof value === 'string' && value.length > TAG_LENGTH_MAX) return []
  return ['string', 'number', 'boolean'].includes(typeof value) ? [`${name}:${String(value)}`] : []
}

/** `category:A`, `category:A > B`, `brand:C`, `color:red`. */
const tagsOf = ({ categories, brand, attributes }: CatalogItem): readonly string[] => {
  const paths = new Set((categories ?? []).flatMap(categoryAncestors))
  return [
    ...[...paths].map((path) => `category:${path}`),
    ...(brand === undefined || brand === '' ? [] : [`brand:${brand}`]),
    ...Object.entries(attributes ?? {}).flatMap(([name, value]) => attributeTags(name, value ?? null)),
  ].slice(0, TAGS_MAX)
}

/** @param itemIds  number k is this item; items that the catalog does not describe have no facts */
export const factsOfCatalog = (
  catalog: Iterable<CatalogItem>,
  itemIds: readonly string[],
  vectors: readonly CatalogVectors[] = [],
): ItemFacts => {
  const numberOf = new Map(itemIds.map((itemId, number) => [itemId, number]))
  const described: (CatalogItem | undefined)[] = itemIds.map(() => undefined)
  for (const item of catalog) {
    const number = numberOf.get(item.itemId)
    if (number !== undefined) described[number] = item
  }
  const { createdAt, priceMinor } = noFacts(itemIds.length)
  const tags = new StringIndex()
  const rows = new GrowingArray((n) => new Int32Array(n))
  const columns = new GrowingArray((n) => new Int32Array(n))
  // Item by item in the order of numbers, so that tags are numbered by the items alone.
  described.forEach((item, number) => {
    if (item === undefined) return
    createdAt[number] = item.createdAt
    priceMinor[number] = item.priceMinor ?? Number.NaN
    for (const tag of tagsOf(item)) {
      rows.push(number)
      columns.push(tags.intern(tag))
    }
  })
  return {
    createdAt,
    priceMinor,
    tags: csrOfPairs(rows.view(), columns.view(), itemIds.length, tags.size),
    tagNames: tags.names(),
    textFields: [
      { name: 'title', texts: described.map((item) => item?.title ?? '') },
      { name: 'description', texts: described.map((item) => item?.description ?? '') },
    ],
    vectors: vectors
      .filter(({ values }) => values.length > 0)
      .map((made) => numberedVectors(made, numberOf, itemIds.length)),
  }
}
