/** The fields that many records share, each with its limit. */
import { Type, type TString } from 'typebox'
import { ID_LENGTH_MAX, ID_PATTERN, SHOP_ID_PATTERN } from '../domain/ids.ts'

export const id = (description: string): TString =>
  Type.String({ minLength: 1, maxLength: ID_LENGTH_MAX, pattern: ID_PATTERN, description })

export const text = (lengthMax: number, description: string): TString =>
  Type.String({ maxLength: lengthMax, description })

/** The reference shows what is text in a query string as what it is read as. */
export const SHOWN_AS = 'x-shown-as'

export const wholeNumberText = (description: string, max: number): TString =>
  Type.String({
    maxLength: 20,
    description,
    [SHOWN_AS]: { type: 'integer', minimum: 0, maximum: max },
  })

export const flagText = (description: string): TString =>
  Type.String({ maxLength: 20, description, [SHOWN_AS]: { type: 'boolean' } })

export const ShopIdSchema = Type.String({
  pattern: SHOP_ID_PATTERN,
  description: 'The shop (tenant).',
  examples: ['demo'],
})

/** Money that may not be negative; 10^13 minor units is more than any basket. */
export const priceMinor = (description: string) =>
  Type.Number({ minimum: 0, maximum: 1e13, description: `${description}, in minor units (cents, pence).` })

export const Properties = Type.Record(Type.String({ maxLength: 128 }), Type.Unknown(), {
  description: 'Anything else worth keeping.',
})

export const CurrencySchema = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217, as GBP.' })
