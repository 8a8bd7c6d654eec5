/** Orders as tills and accounts see them, on the wire. */
import { Type } from 'typebox'
import { ItemCardSchema } from './list-schema.ts'
import { LineSchema } from './event-schema.ts'

export const OrderSchema = Type.Object({
  orderId: Type.String({ description: 'That of the order; of one without, that of its event.' }),
  at: Type.Number({ description: 'ms UTC.' }),
  channel: Type.String(),
  totalMinor: Type.Optional(Type.Number({ description: 'In minor units.' })),
  currency: Type.String(),
  lines: Type.Array(Type.Object({ ...LineSchema.properties, item: ItemCardSchema })),
})

export const OrderParamsSchema = Type.Object({
  orderId: Type.String({ maxLength: 256, description: 'The number on the receipt.' }),
})
export const OrderAnswerSchema = Type.Object({
  order: Type.Object({
    ...OrderSchema.properties,
    customerId: Type.Optional(Type.String({ description: 'Who bought it, when that is known.' })),
    refundedLines: Type.Array(LineSchema, { description: 'What came back of it.' }),
  }),
})
