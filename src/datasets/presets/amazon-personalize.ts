/**
 * The CSV data sets of Amazon Personalize: interactions, items and users. Which one it is shows in the header.
 *
 * @source Amazon Personalize developer guide, "Datasets and schemas": reserved fields and their types
 */
import { AisleError } from '../../domain/errors.ts'
import type { FieldSource, Mapping } from '../mapping.ts'

const TITLE_COLUMNS = ['TITLE', 'PRODUCT_NAME', 'ITEM_NAME', 'NAME']
const CATEGORY_COLUMNS = ['CATEGORY_L1', 'CATEGORY_L2', 'CATEGORY_L3']

/** Columns by the name in capitals: files write `user_id` too. */
type Find = (...names: readonly string[]) => string | undefined

/** The fields whose column is there. */
const present = (
  fields: Readonly<Record<string, FieldSource | undefined>>,
): Readonly<Record<string, FieldSource>> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, FieldSource] => entry[1] !== undefined),
  )

const from = (column: string | undefined, source: object = {}): FieldSource | undefined =>
  column === undefined ? undefined : { column, ...source }

const EPOCH = { type: 'date', format: 'epoch-s' } as const

const interactions = (find: Find): Mapping => ({
  kind: 'events',
  rest: 'keep',
  fields: present({
    'shopper.customerId': from(find('USER_ID')),
    itemId: from(find('ITEM_ID')),
    at: from(find('TIMESTAMP'), EPOCH),
    kind: from(find('EVENT_TYPE'), { default: 'product-view' }) ?? { value: 'product-view' },
    itemIds: from(find('IMPRESSION')),
    recommendationId: from(find('RECOMMENDATION_ID')),
    'properties.eventValue': from(find('EVENT_VALUE')),
  }),
})

const items = (find: Find): Mapping => {
  const levels = CATEGORY_COLUMNS.map((name) => find(name)).filter((name) => name !== undefined)
  return {
    kind: 'items',
    rest: 'keep',
    fields: present({
      itemId: from(find('ITEM_ID')),
      title: from(find(...TITLE_COLUMNS)),
      description: from(find('PRODUCT_DESCRIPTION')),
      brand: from(find('BRAND')),
      priceMinor: from(find('PRICE'), { type: 'money' }),
      categories: levels.length === 0 ? undefined : { columns: levels, type: 'category' },
      addedAt: from(find('CREATION_TIMESTAMP'), EPOCH),
    }),
  }
}

const users = (find: Find): Mapping => ({
  kind: 'customers',
  rest: 'keep',
  fields: present({ customerId: from(find('USER_ID')), gender: from(find('GENDER')) }),
})

/** @throws AisleError MAPPING_INVALID when the header is none of the three */
export const amazonPersonalizeMapping = (columns: readonly string[]): Mapping => {
  const find: Find = (...names) =>
    names
      .map((name) => columns.find((column) => column.toUpperCase() === name))
      .find((column) => column !== undefined)
  const hasUser = find('USER_ID') !== undefined
  const hasItem = find('ITEM_ID') !== undefined
  if (hasUser && hasItem && find('TIMESTAMP') !== undefined) return interactions(find)
  if (hasItem && !hasUser) return items(find)
  if (hasUser && !hasItem) return users(find)
  throw new AisleError(
    'MAPPING_INVALID',
    `The header is that of no Amazon Personalize data set: ${columns.slice(0, 20).join(', ')}.`,
    {
      fix: 'Interactions have USER_ID, ITEM_ID and TIMESTAMP; items have ITEM_ID; users have USER_ID. If it looks right, the delimiter may be another.',
    },
  )
}
