/**
 * Lists of records in requests. The API reference shows the shape of a record; the request as a whole is refused only
 * when the list is none, because each record is checked by itself, so that a bad one does not harm the others.
 */
import { Type, type TArray, type TSchema } from 'typebox'

const MARK = 'x-checked-one-by-one'

export const records = <S extends TSchema>(schema: S, countMax: number): TArray<S> =>
  Type.Array(schema, { minItems: 1, maxItems: countMax, [MARK]: true })

type Schema = TSchema & { readonly properties?: Readonly<Record<string, TSchema>> }

/** The schema with records of any shape: what a request must keep to. */
export const withoutRecords = (schema: TSchema): TSchema => {
  const { properties } = schema as Schema
  if (properties === undefined) return schema
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [
        name,
        MARK in field ? { ...field, items: {} } : field,
      ]),
    ),
  }
}
