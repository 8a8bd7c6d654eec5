/** Registers, associates, signing in at a till, and finding a customer there, on the wire. */
import { type Static, Type } from 'typebox'
import { CustomerSchema } from './document-schema.ts'
import { id, ShopIdSchema, text, wholeNumberText } from './field-schema.ts'
import { ScreenLayoutSchema } from './layout-schema.ts'
import { records } from './records-schema.ts'

const strict = { additionalProperties: false }
const PER_REQUEST_MAX = 1_000
/** Each costs a slow hash. */
export const ASSOCIATES_PER_REQUEST_MAX = 200
export const CUSTOMERS_FOUND_MAX = 50
export const CUSTOMER_QUERY_LENGTH_MIN = 2
const title = (description: string) => Type.String({ minLength: 1, maxLength: 300, description })
const channels = Type.Optional(
  Type.Array(id('A store.'), {
    minItems: 1,
    maxItems: 1_000,
    description: 'Where they work; left out, in all stores.',
  }),
)

export const RegisterSchema = Type.Object(
  {
    registerId: id('The register.'),
    channel: id('The store it stands in.'),
    title: title('What people call it.'),
    layoutId: Type.Optional(id('Of its screens; left out, the layout `standard`.')),
  },
  strict,
)
export const AssociateSchema = Type.Object(
  {
    associateId: id('Who works at tills.'),
    name: title('As it shows at the till.'),
    channels,
    pin: Type.Optional(
      Type.String({
        pattern: '^[0-9]{4,8}$',
        description: '4 to 8 digits. Left out, the one before stays. It is kept as a hash and never shown.',
      }),
    ),
  },
  strict,
)
const ShownAssociateSchema = Type.Omit(AssociateSchema, ['pin'])

export const RegistersRequestSchema = Type.Object(
  { shop: ShopIdSchema, registers: records(RegisterSchema, PER_REQUEST_MAX) },
  strict,
)
export const RegistersAnswerSchema = Type.Object({ registers: Type.Array(RegisterSchema) })
export const AssociatesRequestSchema = Type.Object(
  { shop: ShopIdSchema, associates: records(AssociateSchema, ASSOCIATES_PER_REQUEST_MAX) },
  strict,
)
export const AssociatesAnswerSchema = Type.Object({ associates: Type.Array(ShownAssociateSchema) })

const AssociateNameSchema = Type.Object({ associateId: Type.String(), name: Type.String() })

/** What a till shows before anybody has signed in. */
export const PosRegistersAnswerSchema = Type.Object({
  registers: Type.Array(
    Type.Object({
      registerId: Type.String(),
      channel: Type.String(),
      channelTitle: Type.String(),
      title: Type.String(),
      associates: Type.Array(AssociateNameSchema, { description: 'Who may sign in here.' }),
    }),
  ),
})

export const SignInRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    registerId: id('The register.'),
    associateId: id('Who signs in.'),
    pin: Type.String({ minLength: 1, maxLength: 8, description: 'Their PIN.' }),
    deviceToken: Type.Optional(
      Type.String({
        maxLength: 4_096,
        description:
          'What the last sign-in of theirs on this device answered. One that is not good is passed over.',
      }),
    ),
  },
  strict,
)

const session = {
  expiresAt: Type.Number({ description: 'Until when the token is good, ms UTC.' }),
  register: RegisterSchema,
  associate: AssociateNameSchema,
  layout: ScreenLayoutSchema,
}
export const SignInAnswerSchema = Type.Object({
  token: Type.String({ description: 'Send it as `Authorization: Bearer TOKEN`.' }),
  deviceToken: Type.String({
    description:
      'To be kept on the device and sent with their next sign-in: it gives their PIN tries of its own here.',
  }),
  ...session,
})
export const PosSessionAnswerSchema = Type.Object(session)

export const CustomersQuerySchema = Type.Object({
  shop: ShopIdSchema,
  query: Type.String({
    minLength: CUSTOMER_QUERY_LENGTH_MIN,
    maxLength: 200,
    description: 'Words of the name, or the beginning of an e-mail address, telephone, loyalty card or id.',
  }),
  limit: Type.Optional(wholeNumberText('How many; default 10.', CUSTOMERS_FOUND_MAX)),
})
export const CustomersAnswerSchema = Type.Object({
  customers: Type.Array(
    Type.Object({
      ...Type.Pick(CustomerSchema, ['customerId', 'name', 'email', 'phone', 'loyalty']).properties,
      city: Type.Optional(text(200, 'Of the first address.')),
    }),
    { description: 'Those that are meant most likely first.' },
  ),
  isCut: Type.Boolean({ description: 'There are more than were asked for.' }),
})

export const SnapshotQuerySchema = Type.Object({
  shop: ShopIdSchema,
  channel: Type.Optional(id('The store; left out, that of the register.')),
})
export const SnapshotBytesSchema = Type.String({ format: 'binary' })

export type WireAssociate = Static<typeof AssociateSchema>
