/** The fields that a column can be mapped to, by kind of file, with the type that each is read as. */

export const FILE_KINDS = ['events', 'items', 'customers', 'orders', 'channels'] as const
/** What a file's rows are. Rows of `orders` are order lines; they become events. */
export type FileKind = (typeof FILE_KINDS)[number]

export const CELL_TYPES = [
  'text',
  'number',
  'integer',
  'money',
  'date',
  'list',
  'category',
  'boolean',
  'json',
  'auto',
] as const
/** How a cell is read; `docs/importing.md` tells what each accepts. */
export type CellType = (typeof CELL_TYPES)[number]

const ACT: Readonly<Record<string, CellType>> = {
  kind: 'text',
  at: 'date',
  'shopper.visitorId': 'text',
  'shopper.customerId': 'text',
  sessionId: 'text',
  channel: 'text',
  itemId: 'text',
  sku: 'text',
  quantity: 'number',
  priceMinor: 'integer',
  currency: 'text',
  orderId: 'text',
  totalMinor: 'integer',
  couponCodes: 'list',
}

const FIELDS: Readonly<Record<FileKind, Readonly<Record<string, CellType>>>> = {
  events: {
    eventId: 'text',
    ...ACT,
    itemIds: 'list',
    basket: 'json',
    lines: 'json',
    query: 'text',
    category: 'category',
    list: 'text',
    recommendationId: 'text',
    position: 'integer',
    rating: 'number',
    isEmulated: 'boolean',
    shopper: 'json',
    properties: 'json',
  },
  orders: { ...ACT, discountMinor: 'integer' },
  items: {
    itemId: 'text',
    title: 'text',
    description: 'text',
    brand: 'text',
    categories: 'list',
    priceMinor: 'integer',
    listPriceMinor: 'integer',
    currency: 'text',
    attributes: 'json',
    pictures: 'json',
    url: 'text',
    addedAt: 'date',
    status: 'text',
    skus: 'json',
    masterId: 'text',
    channels: 'json',
  },
  customers: {
    customerId: 'text',
    name: 'text',
    email: 'text',
    phone: 'text',
    gender: 'text',
    birthYear: 'integer',
    addresses: 'json',
    'addresses.0.street': 'text',
    'addresses.0.city': 'text',
    'addresses.0.region': 'text',
    'addresses.0.postalCode': 'text',
    'addresses.0.country': 'text',
    loyalty: 'json',
    'loyalty.tier': 'text',
    'loyalty.points': 'number',
    'loyalty.since': 'date',
    wishlist: 'list',
    wishlistAt: 'date',
    dismissed: 'list',
    dismissedAt: 'date',
    consent: 'json',
    'consent.personalization': 'boolean',
    'consent.tracking': 'boolean',
    attributes: 'json',
  },
  channels: { channelId: 'text', title: 'text', kind: 'text', timeZone: 'text', assortments: 'json' },
}

/** Where columns go that have no field of their own: into this object of the record. */
export const REST_FIELD: Readonly<Record<FileKind, 'properties' | 'attributes' | undefined>> = {
  events: 'properties',
  orders: 'properties',
  items: 'attributes',
  customers: 'attributes',
  channels: undefined,
}

/** Short names that files commonly use for a field. */
const SHORT: Readonly<Partial<Record<FileKind, Readonly<Record<string, readonly [string, CellType]>>>>> = {
  events: {
    customerId: ['shopper.customerId', 'text'],
    visitorId: ['shopper.visitorId', 'text'],
    price: ['priceMinor', 'money'],
    total: ['totalMinor', 'money'],
    type: ['kind', 'text'],
    event: ['kind', 'text'],
    eventType: ['kind', 'text'],
  },
  orders: {
    customerId: ['shopper.customerId', 'text'],
    visitorId: ['shopper.visitorId', 'text'],
    price: ['priceMinor', 'money'],
    total: ['totalMinor', 'money'],
    discount: ['discountMinor', 'money'],
  },
  items: {
    price: ['priceMinor', 'money'],
    listPrice: ['listPriceMinor', 'money'],
    category: ['categories', 'category'],
  },
}

export const fieldsOf = (kind: FileKind): readonly string[] => Object.keys(FIELDS[kind])

/** The type that a target field is read as; undefined when the kind has no such field. */
export const typeOfField = (kind: FileKind, target: string): CellType | undefined => {
  if (Object.hasOwn(FIELDS[kind], target)) return FIELDS[kind][target]
  const rest = REST_FIELD[kind]
  return rest !== undefined && target.startsWith(`${rest}.`) && target.length > rest.length + 1
    ? 'auto'
    : undefined
}

/** Where a column that bears the name of a field (or a short one) goes by itself. */
export const targetOfColumn = (
  kind: FileKind,
  column: string,
): { readonly target: string; readonly type: CellType } | undefined => {
  const type = typeOfField(kind, column)
  if (type !== undefined) return { target: column, type }
  const short = SHORT[kind]
  if (short === undefined || !Object.hasOwn(short, column)) return undefined
  const [target, shortType] = short[column] as readonly [string, CellType]
  return { target, type: shortType }
}

/** What the rows of a file are, judged by its columns; undefined when they do not tell. */
export const kindOfColumns = (columns: readonly string[]): FileKind | undefined => {
  const has = (...names: readonly string[]): boolean => names.some((name) => columns.includes(name))
  if (has('kind', 'event', 'eventType', 'type') && has('at', 'shopper', 'lines', 'eventId')) return 'events'
  if (has('orderId') && has('itemId')) return 'orders'
  if (has('channelId')) return 'channels'
  if (has('itemId') && !has('at')) return 'items'
  if (has('customerId') && !has('at', 'itemId')) return 'customers'
  return undefined
}
