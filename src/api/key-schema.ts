/** Keys on the wire. */
import { Type } from 'typebox'
import { id, ShopIdSchema, text } from './field-schema.ts'

const strict = { additionalProperties: false }
const role = Type.Enum(['server', 'browser'], {
  description: '`browser` may send events and read lists and the catalog; `server` may do everything.',
})

export const KeyRequestSchema = Type.Object(
  { shop: ShopIdSchema, role, label: Type.Optional(text(200, 'What it is for.')) },
  strict,
)
export const KeyAnswerSchema = Type.Object({
  keyId: Type.String(),
  key: Type.String({ description: 'The secret; it is shown this once.' }),
  role,
})
export const KeysAnswerSchema = Type.Object({
  keys: Type.Array(
    Type.Object({
      keyId: Type.String(),
      role,
      createdAt: Type.Number({ description: 'ms UTC.' }),
      label: Type.Optional(Type.String()),
    }),
  ),
})
export const RevokeRequestSchema = Type.Object(
  { shop: ShopIdSchema, keyId: id('The id that the list shows.') },
  strict,
)
export const RevokeAnswerSchema = Type.Object({ revoked: Type.String({ description: 'Its id.' }) })
