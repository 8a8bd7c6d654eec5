/**
 * The fields of Amazon Personalize, read from ours. Names count without case; a name that is not in the tables is looked
 * for among the attributes as written, in lower case and in camel case: `MEMBER_STATUS`, `member_status`, `memberStatus`.
 *
 * @source Amazon Personalize, required fields and reserved keywords of the ECOMMERCE domain
 */
import { CATEGORY_SEPARATOR } from '../domain/catalog.ts'
import type { FieldValue } from '../domain/condition.ts'
import { valuesOf } from './compare-values.ts'
import type { Facts } from './facts.ts'

type Read = (name: string) => FieldValue
type Reader = (read: Read) => FieldValue

const is =
  (name: string): Reader =>
  (read) =>
    read(name)

/** The names at one level of the paths of categories, from the root, 1. */
const categoryLevel =
  (level: number): Reader =>
  (read) =>
    valuesOf(read('categories')).flatMap((path) => {
      const name = String(path).split(CATEGORY_SEPARATOR)[level - 1]
      return name === undefined ? [] : [name]
    })

const inSeconds: Reader = (read) => {
  const at = read('addedAt')
  return typeof at === 'number' ? at / 1_000 : undefined
}

type AmazonField = { readonly read: Reader; readonly ours: string; readonly isNumber?: true }

/** The columns of the dataset Items that are not simply attributes. */
export const AMAZON_ITEM_FIELDS: Readonly<Record<string, AmazonField>> = {
  ITEM_ID: { read: is('itemId'), ours: 'itemId' },
  BRAND: { read: is('brand'), ours: 'brand' },
  PRICE: { read: is('price'), ours: 'price', isNumber: true },
  CREATION_TIMESTAMP: { read: inSeconds, ours: 'addedAt, in seconds', isNumber: true },
  CATEGORY_L1: { read: categoryLevel(1), ours: 'categories, their first names' },
  CATEGORY_L2: { read: categoryLevel(2), ours: 'categories, their second names' },
  CATEGORY_L3: { read: categoryLevel(3), ours: 'categories, their third names' },
}

/** The columns of the dataset Users that are not simply attributes. */
export const AMAZON_USER_FIELDS: Readonly<Record<string, AmazonField>> = {
  USER_ID: { read: is('customerId'), ours: 'customerId' },
  AGE: { read: is('age'), ours: 'age', isNumber: true },
  GENDER: { read: is('gender'), ours: 'gender' },
  COUNTRY: { read: is('country'), ours: 'country' },
  REGION: { read: is('region'), ours: 'region' },
  CITY: { read: is('city'), ours: 'city' },
}

/** Textual fields, which there are not filtered by. */
export const AMAZON_TEXTS: readonly string[] = ['PRODUCT_NAME', 'PRODUCT_DESCRIPTION', 'DESCRIPTION']

export const amazonField = (
  fields: Readonly<Record<string, AmazonField>>,
  name: string,
): AmazonField | undefined => {
  const key = name.toUpperCase()
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_+([a-z0-9])/g, (_, first: string) => first.toUpperCase())

const attribute = (name: string): Reader => {
  const names = [...new Set([name, name.toLowerCase(), camelCase(name)])].map((of) => `attributes.${of}`)
  return (read) => {
    for (const of of names) {
      const value = read(of)
      if (value !== undefined) return value
    }
    return undefined
  }
}

/** There a yes or no is a text or a number, so ours stands for each way of writing it. */
const spelled = (value: FieldValue): FieldValue => {
  if (value === true) return ['True', 'true', 1]
  if (value === false) return ['False', 'false', 0]
  return Array.isArray(value) && value.some((one) => typeof one === 'boolean')
    ? (value as readonly (string | number | boolean)[]).flatMap((one) => valuesOf(spelled(one)))
    : value
}

const readerOf = (fields: Readonly<Record<string, AmazonField>>): ((name: string) => Reader) => {
  const readers = new Map<string, Reader>()
  return (name) => {
    let reader = readers.get(name)
    if (reader === undefined) {
      const read = amazonField(fields, name)?.read ?? attribute(name)
      readers.set(name, (reader = (of) => spelled(read(of))))
    }
    return reader
  }
}

/** The same facts under the names of Amazon: `item.PRICE`, `seed.PRICE`, `shopper.AGE`. */
export const amazonFacts = (facts: Facts): Facts => {
  const ofItem = readerOf(AMAZON_ITEM_FIELDS)
  const ofUser = readerOf(AMAZON_USER_FIELDS)
  return {
    ...facts,
    item: (item, name) => ofItem(name)((of) => facts.item(item, of)),
    fixed: (subject, name) => (subject === 'seed' ? ofItem : ofUser)(name)((of) => facts.fixed(subject, of)),
  }
}
