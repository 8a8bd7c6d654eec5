/** The table of fields that conditions can read. The check, the documents and the console's form follow it. */
import { CHANNEL_KINDS, ITEM_STATUSES } from '../domain/catalog.ts'
import { COMPARISONS, type Comparison, type FieldPath, type Subject, SUBJECTS } from '../domain/condition.ts'

/** `texts` is any number of texts; `any` is what the shop put there: a text, a number, a flag or a list of them. */
export type FieldType = 'number' | 'text' | 'texts' | 'flag' | 'any'

export type Field = {
  readonly subject: Subject
  /** `attributes.*` stands for every name under `attributes.` */
  readonly name: string
  readonly type: FieldType
  readonly about: string
  /** The only texts it can be. */
  readonly values?: readonly string[]
  /** A number of ms UTC; in texts a date. */
  readonly isInstant?: true
}

type Row = Omit<Field, 'subject'>
const row = (name: string, type: FieldType, about: string, more: Partial<Row> = {}): Row => ({
  name,
  type,
  about,
  ...more,
})

const ATTRIBUTES = 'attributes.'
export const ANY_ATTRIBUTE = `${ATTRIBUTES}*`
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const ITEM_ROWS: readonly Row[] = [
  row('itemId', 'text', 'the id'),
  row('title', 'text', 'the title'),
  row('description', 'text', 'the description'),
  row('brand', 'text', 'the brand'),
  row('categories', 'texts', 'paths from the root, as `Kitchen > Kettles`'),
  row('priceMinor', 'number', 'the price in the channel, minor units'),
  row('price', 'number', 'the same in major units of the currency: 12.5'),
  row('listPriceMinor', 'number', 'the price before a reduction, minor units'),
  row('discountRatio', 'number', 'how much is off the list price, 0 to 1'),
  row('currency', 'text', 'ISO 4217'),
  row('status', 'text', 'may it be sold', { values: ITEM_STATUSES }),
  row('addedAt', 'number', 'when the shop took it up', { isInstant: true }),
  row('ageDays', 'number', 'days since then, with fractions'),
  row('stock', 'number', 'units on hand in the channel; unknown when not counted'),
  row('isInStock', 'flag', 'whether the channel has it'),
  row('hasPicture', 'flag', 'whether it has a picture'),
  row('url', 'text', 'the address of its page'),
  row(ANY_ATTRIBUTE, 'any', 'an attribute by its name'),
]

const ROWS: Readonly<Record<Subject, readonly Row[]>> = {
  item: ITEM_ROWS,
  seed: ITEM_ROWS,
  shopper: [
    row('customerId', 'text', 'the id; unknown for visitors'),
    row('isKnown', 'flag', 'whether it is a customer'),
    row('gender', 'text', 'as the customer says'),
    row('birthYear', 'number', 'as the customer says'),
    row('age', 'number', 'this year less the year of birth'),
    row('loyaltyTier', 'text', 'the tier of the loyalty program'),
    row('loyaltyPoints', 'number', 'points of the loyalty program'),
    row('country', 'text', 'of the first address, ISO 3166-1 alpha-2'),
    row('region', 'text', 'of the first address'),
    row('city', 'text', 'of the first address'),
    row('orderCount', 'number', 'orders so far'),
    row(ANY_ATTRIBUTE, 'any', 'an attribute of the customer by its name'),
  ],
  session: [
    row('viewCount', 'number', 'product pages opened in this visit'),
    row('actCount', 'number', 'acts in this visit'),
    row('minutes', 'number', 'since the visit began'),
  ],
  basket: [
    row('itemCount', 'number', 'different items in the basket'),
    row('unitCount', 'number', 'units in the basket'),
    row('totalMinor', 'number', 'what the basket costs, minor units'),
  ],
  channel: [
    row('channelId', 'text', 'the channel asked for'),
    row('kind', 'text', 'what it is', { values: CHANNEL_KINDS }),
  ],
  time: [
    row('hour', 'number', '0 to 23, in the time zone of the shop'),
    row('weekday', 'text', 'in the time zone of the shop', { values: WEEKDAYS }),
    row('month', 'number', '1 to 12, in the time zone of the shop'),
    row('at', 'number', 'now', { isInstant: true }),
  ],
}

/** All fields, by subject. */
export const FIELDS: readonly Field[] = SUBJECTS.flatMap((subject) =>
  ROWS[subject].map((of): Field => ({ subject, ...of })),
)

const fieldByPath: ReadonlyMap<string, Field> = new Map(
  FIELDS.map((field) => [`${field.subject}.${field.name}`, field]),
)

/** `item.attributes.color` → `['item', 'attributes.color']` */
export const partsOf = (path: FieldPath): readonly [subject: Subject, name: string] => {
  const dot = path.indexOf('.')
  return [path.slice(0, dot) as Subject, path.slice(dot + 1)]
}

/** @returns undefined for a path that no field has */
export const fieldOf = (path: string): Field | undefined => {
  const dot = path.indexOf('.')
  const name = path.slice(dot + 1)
  if (name === ANY_ATTRIBUTE) return undefined
  return name.startsWith(ATTRIBUTES) && name.length > ATTRIBUTES.length
    ? fieldByPath.get(`${path.slice(0, dot)}.${ANY_ATTRIBUTE}`)
    : fieldByPath.get(path)
}

/** What a field of a type can be compared by. */
export const COMPARISONS_OF: Readonly<Record<FieldType, readonly Comparison[]>> = {
  number: ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in'],
  text: ['=', '!=', 'in', 'not in', 'contains', 'starts with'],
  texts: ['=', '!=', 'in', 'not in', 'under', 'contains', 'starts with'],
  flag: ['=', '!='],
  any: COMPARISONS,
}
