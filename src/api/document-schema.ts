/** Items, customers, channels and shops on the wire. */
import { Type } from 'typebox'
import { CHANNEL_KINDS, ITEM_STATUSES, SALES_MEASURES, VIEW_MEASURES } from '../domain/catalog.ts'
import { CurrencySchema, Properties, ShopIdSchema, id, priceMinor, text } from './field-schema.ts'
import { InstantSchema } from './instant.ts'

export const DOCUMENTS_PER_REQUEST_MAX = 1_000
/** 36,500 days are a century: the window of a list that forgets nothing. */
export const WindowDays = Type.Integer({ minimum: 1, maximum: 36_500 })
export const SHORT_TEXT_MAX = 300
export const ListParametersSchema = Type.Object(
  {
    windowDays: Type.Optional(WindowDays),
    addedWithinDays: Type.Optional(WindowDays),
    measure: Type.Optional(Type.Enum([...SALES_MEASURES])),
    viewMeasure: Type.Optional(Type.Enum([...VIEW_MEASURES])),
  },
  { additionalProperties: false },
)

const oneOf = <const T extends readonly string[]>(values: T) => Type.Enum<[...T]>([...values])
const strict = { additionalProperties: false }
const stock = Type.Number({
  minimum: 0,
  maximum: 1e9,
  description: 'Units on hand; left out means unlimited.',
})
const period = {
  from: Type.Optional(InstantSchema),
  until: Type.Optional(InstantSchema),
}
const mode = oneOf(['include', 'exclude'])

const SkuSchema = Type.Object(
  {
    sku: id('The variant.'),
    title: Type.Optional(text(500, 'Its name.')),
    priceMinor: Type.Optional(priceMinor('Price')),
    attributes: Type.Optional(Properties),
    stock: Type.Optional(Type.Record(Type.String(), stock)),
  },
  strict,
)

export const ItemSchema = Type.Object(
  {
    itemId: id('The item.'),
    title: Type.Optional(text(500, 'Its name.')),
    description: Type.Optional(text(20_000, 'What it is.')),
    brand: Type.Optional(text(200, 'Who makes it.')),
    categories: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), {
        maxItems: 100,
        description: 'Paths: `Kitchen > Kettles`.',
      }),
    ),
    priceMinor: Type.Optional(priceMinor('Price')),
    listPriceMinor: Type.Optional(priceMinor('Price before a reduction')),
    currency: Type.Optional(CurrencySchema),
    attributes: Type.Optional(Properties),
    pictures: Type.Optional(
      Type.Array(
        Type.Object(
          { url: text(2_000, 'Where it is.'), alt: Type.Optional(text(500, 'What it shows.')) },
          strict,
        ),
        { maxItems: 100 },
      ),
    ),
    url: Type.Optional(text(2_000, 'The product page.')),
    addedAt: Type.Optional(InstantSchema),
    status: Type.Optional(oneOf(ITEM_STATUSES)),
    skus: Type.Optional(Type.Array(SkuSchema, { maxItems: 2_000 })),
    masterId: Type.Optional(id('The item that this one is a variant of.')),
    relations: Type.Optional(
      Type.Record(
        Type.String({ minLength: 1, maxLength: 64 }),
        Type.Array(id('An item.'), { maxItems: 1_000 }),
        {
          description:
            'What the merchandiser links to it, by kind of relation: `{ "accessories": ["f-2"] }`.',
        },
      ),
    ),
    channels: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object(
          {
            mode: Type.Optional(mode),
            ...period,
            stock: Type.Optional(stock),
            priceMinor: Type.Optional(priceMinor('Price here')),
          },
          strict,
        ),
        { description: 'By channel. Left out, every channel sells the item.' },
      ),
    ),
  },
  strict,
)

export const CustomerSchema = Type.Object(
  {
    customerId: id('The customer.'),
    name: Type.Optional(text(300, 'Full name.')),
    email: Type.Optional(text(320, 'E-mail address.')),
    phone: Type.Optional(text(50, 'Telephone.')),
    gender: Type.Optional(text(50, 'As the customer gives it.')),
    birthYear: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2100 })),
    addresses: Type.Optional(
      Type.Array(
        Type.Object(
          {
            street: Type.Optional(text(300, 'Street and number.')),
            city: Type.Optional(text(200, 'City.')),
            region: Type.Optional(text(200, 'State or county.')),
            postalCode: Type.Optional(text(50, 'Postal code.')),
            country: Type.Optional(
              Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' }),
            ),
          },
          strict,
        ),
        { maxItems: 50 },
      ),
    ),
    loyalty: Type.Optional(
      Type.Object(
        {
          cardNumber: Type.Optional(text(100, 'Of the card that tills read.')),
          tier: Type.Optional(text(100, 'Bronze, silver, gold.')),
          points: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })),
          since: Type.Optional(InstantSchema),
        },
        strict,
      ),
    ),
    wishlist: Type.Optional(Type.Array(id('An item.'), { maxItems: 1_000, description: 'Newest first.' })),
    wishlistAt: Type.Optional(InstantSchema),
    dismissed: Type.Optional(
      Type.Array(id('An item.'), { maxItems: 5_000, description: 'Not to be shown, newest first.' }),
    ),
    dismissedAt: Type.Optional(InstantSchema),
    consent: Type.Optional(
      Type.Object(
        { personalization: Type.Optional(Type.Boolean()), tracking: Type.Optional(Type.Boolean()) },
        strict,
      ),
    ),
    attributes: Type.Optional(Properties),
  },
  strict,
)

export const ChannelSchema = Type.Object(
  {
    channelId: id('The channel: `web`, a store, a call center.'),
    title: Type.Optional(text(300, 'Its name.')),
    kind: Type.Optional(oneOf(CHANNEL_KINDS)),
    timeZone: Type.Optional(text(100, 'IANA name.')),
    assortments: Type.Optional(
      Type.Array(
        Type.Object(
          {
            assortmentId: id('The assortment.'),
            mode,
            itemIds: Type.Optional(Type.Array(id('An item.'), { maxItems: 100_000 })),
            categories: Type.Optional(
              Type.Array(text(1_000, 'A path; what is below it belongs.'), { maxItems: 10_000 }),
            ),
            ...period,
          },
          strict,
        ),
        { maxItems: 1_000 },
      ),
    ),
  },
  strict,
)

const measure = oneOf(SALES_MEASURES)

export const ShopSchema = Type.Object(
  {
    shop: ShopIdSchema,
    title: Type.Optional(text(300, 'Its name.')),
    currency: CurrencySchema,
    timeZone: text(100, 'IANA name, as Europe/London. Windows count in its days.'),
    isDemo: Type.Optional(
      Type.Boolean({
        description:
          'True for a shop whose people were made up: anybody may see them and act as one of them. Never for a shop of true customers.',
      }),
    ),
    consentModel: Type.Optional(oneOf(['opt-out', 'opt-in'])),
    repurchaseDays: Type.Optional(
      Type.Record(
        Type.String({ minLength: 1, maxLength: 1_000 }),
        Type.Number({ exclusiveMinimum: 0, maximum: 3_650 }),
        {
          description: 'By category path: days after which what is bought there is bought again.',
        },
      ),
    ),
    switches: Type.Optional(
      Type.Object(
        {
          recommendations: Type.Optional(Type.Boolean()),
          personalization: Type.Optional(Type.Boolean()),
          similarLooks: Type.Optional(Type.Boolean()),
          similarText: Type.Optional(Type.Boolean()),
        },
        { ...strict, description: 'What is switched off: false. Each leaves the others running.' },
      ),
    ),
    lists: Type.Optional(
      Type.Object(
        {
          bestSelling: Type.Optional(
            Type.Object({ windowDays: Type.Optional(WindowDays), measure: Type.Optional(measure) }, strict),
          ),
          trending: Type.Optional(
            Type.Object(
              {
                windowDays: Type.Optional(WindowDays),
                addedWithinDays: Type.Optional(WindowDays),
                measure: Type.Optional(measure),
              },
              strict,
            ),
          ),
          mostViewed: Type.Optional(
            Type.Object(
              { windowDays: Type.Optional(WindowDays), viewMeasure: Type.Optional(oneOf(VIEW_MEASURES)) },
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
)
