/** The people of a demo shop on the wire. */
import { Type } from 'typebox'
import { CustomerSchema } from './document-schema.ts'
import { flagText, id, ShopIdSchema, text, wholeNumberText } from './field-schema.ts'

export const DEMO_SHOPPERS_LIMIT_MAX = 50
export const AGE_MAX = 150
const strict = { additionalProperties: false }
const interest = (description: string) => Type.String({ minLength: 1, maxLength: 300, description })

export const DemoShoppersQuerySchema = Type.Object({
  shop: ShopIdSchema,
  query: Type.Optional(text(300, 'Part of a name or an id.')),
  interest: Type.Optional(text(300, 'A department, one of `interests` of the answer.')),
  ageFrom: Type.Optional(wholeNumberText('Years.', AGE_MAX)),
  ageTo: Type.Optional(wholeNumberText('Years.', AGE_MAX)),
  random: Type.Optional(flagText('Draws some instead of giving the first; default false.')),
  limit: Type.Optional(wholeNumberText('How many; default 12.', DEMO_SHOPPERS_LIMIT_MAX)),
})

export const DemoShoppersAnswerSchema = Type.Object({
  shoppers: Type.Array(
    Type.Object({
      customerId: Type.String(),
      name: Type.String(),
      age: Type.Optional(Type.Integer({ description: 'Years.' })),
      gender: Type.Optional(Type.String()),
      tier: Type.Optional(Type.String({ description: 'Of the loyalty program.' })),
      interests: Type.Array(Type.String(), { description: 'Departments, the dearest first.' }),
      orderCount: Type.Integer(),
      lastOrderAt: Type.Optional(Type.Number({ description: 'ms UTC.' })),
    }),
  ),
  interests: Type.Array(Type.String(), { description: 'All departments.' }),
})

const { email, birthYear, gender } = CustomerSchema.properties

export const DemoAccountRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    name: Type.String({ minLength: 1, maxLength: 300, description: 'Full name.' }),
    email: text(320, 'E-mail address.'),
    birthYear,
    gender,
    interests: Type.Optional(
      Type.Array(interest('A department.'), { maxItems: 30, description: 'The dearest first.' }),
    ),
    visitorId: Type.Optional(id('The browser, so that what it did before is theirs.')),
  },
  strict,
)
export const DemoSignInRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    email: Type.Optional(email),
    customerId: Type.Optional(id('Somebody of GET /api/v1/demo/shoppers, to act as them.')),
  },
  { ...strict, description: 'One of the two: to sign in with an e-mail address, or to act as somebody.' },
)

const signedIn = {
  token: Type.String({ description: 'A shopper token.' }),
  expiresAt: Type.Number({ description: 'ms UTC.' }),
  customer: CustomerSchema,
}
export const DemoAccountAnswerSchema = Type.Object(signedIn)
export const DemoSignInAnswerSchema = Type.Object({
  ...signedIn,
  isEmulated: Type.Boolean({ description: 'Somebody acts as this customer.' }),
})
