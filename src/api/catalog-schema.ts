/** The catalog as it is read, and documents as they are deleted. */
import { type Static, Type, type TObject, type TSchema } from 'typebox'
import {
  ChannelSchema,
  CustomerSchema,
  DOCUMENTS_PER_REQUEST_MAX,
  ItemSchema,
  ShopSchema,
} from './document-schema.ts'
import { flagText, id, ShopIdSchema, text, wholeNumberText } from './field-schema.ts'
import { records } from './records-schema.ts'

export const ITEMS_LIMIT_MAX = 200
export const ITEMS_SKIP_MAX = 10_000_000
const strict = { additionalProperties: false }
const channel = Type.Optional(text(1_000, 'What this channel sells; default `web`.'))

/** Ids of documents that go. */
export const idsToDelete = (what: string) =>
  Type.Object(
    {
      shop: ShopIdSchema,
      ids: Type.Array(id(`Of ${what}.`), { minItems: 1, maxItems: DOCUMENTS_PER_REQUEST_MAX }),
    },
    strict,
  )

const withShop = <const F extends string, S extends TSchema>(field: F, schema: S) =>
  Type.Object({ shop: ShopIdSchema, [field]: records(schema, DOCUMENTS_PER_REQUEST_MAX) }, strict)

/** Bodies of puts. */
export const PutSchemas = {
  items: withShop('items', ItemSchema),
  customers: withShop('customers', CustomerSchema),
  channels: withShop('channels', ChannelSchema),
}

type Patch<T> = { [K in keyof T]: T extends Record<K, T[K]> ? T[K] : T[K] | null }

/** Fields that may be left out may be removed; what is nested is merged in the same way. */
export const patchOf = <S extends TObject>(schema: S) =>
  Type.Unsafe<Patch<Static<S>>>({
    ...schema,
    properties: Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [
        name,
        schema.required?.includes(name) ? field : Type.Union([Type.Null(), field]),
      ]),
    ),
  })

export const ItemPatchSchema = patchOf(ItemSchema)
export const CustomerPatchSchema = patchOf(CustomerSchema)
export const ChannelPatchSchema = patchOf(ChannelSchema)

/** Bodies of patches. */
export const PatchSchemas = {
  items: withShop('items', ItemPatchSchema),
  customers: withShop('customers', CustomerPatchSchema),
  channels: withShop('channels', ChannelPatchSchema),
}

export const OfShopQuerySchema = Type.Object({ shop: ShopIdSchema })
export const OfChannelQuerySchema = Type.Object({ shop: ShopIdSchema, channel })

export const ItemsQuerySchema = Type.Object({
  shop: ShopIdSchema,
  category: Type.Optional(text(1_000, 'Only items of this category path.')),
  includeDescendants: Type.Optional(flagText('Also items of the categories below; default false.')),
  query: Type.Optional(text(1_000, 'Only items that have each of these words in their names.')),
  channel,
  limit: Type.Optional(wholeNumberText('How many; default 24.', ITEMS_LIMIT_MAX)),
  skip: Type.Optional(wholeNumberText('How many are passed over; default 0.', ITEMS_SKIP_MAX)),
})
export const ItemsAnswerSchema = Type.Object({
  items: Type.Array(ItemSchema),
  totalItems: Type.Integer(),
  skip: Type.Integer(),
  limit: Type.Integer(),
})

export const ItemParamsSchema = Type.Object({
  itemId: Type.String({ description: 'The item or a variant.' }),
})
export const ItemAnswerSchema = Type.Object({
  item: ItemSchema,
  isListed: Type.Boolean({ description: 'Whether the channel sells it now.' }),
})

export const CategoriesAnswerSchema = Type.Object({
  categories: Type.Array(
    Type.Object({
      path: Type.String({ examples: ['Kitchen > Kettles'] }),
      name: Type.String({ description: 'The last of the path.' }),
      depth: Type.Integer({ description: '0 at the top.' }),
      itemCount: Type.Integer({ description: 'Items that the channel sells now.' }),
    }),
  ),
})
export const ChannelsAnswerSchema = Type.Object({ channels: Type.Array(ChannelSchema) })

export const CustomerParamsSchema = Type.Object({
  customerId: Type.String({ description: 'The customer.' }),
})
export const CustomerAnswerSchema = Type.Object({
  customer: CustomerSchema,
  wishlist: Type.Array(Type.String(), {
    description: 'As it is: what the document says, and what events say since. Newest first.',
  }),
})

export const ShopParamsSchema = Type.Object({ shop: Type.String({ description: 'The shop.' }) })
export const ShopPatchSchema = Type.Object(
  { shop: ShopIdSchema },
  {
    additionalProperties: true,
    description: 'The fields that change; null removes one.',
  },
)
/** As it stands, also where it was changed by what an older version wrote. */
export const ShopAnswerSchema = Type.Object({ ...ShopSchema.properties })
