/** Demo shops: who there is to act as, accounts for visitors, and signing in without a password. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import {
  AGE_MAX,
  DEMO_SHOPPERS_LIMIT_MAX,
  DemoAccountAnswerSchema,
  DemoAccountRequestSchema,
  DemoShoppersAnswerSchema,
  DemoShoppersQuerySchema,
  DemoSignInAnswerSchema,
  DemoSignInRequestSchema,
} from '../api/demo-schema.ts'
import type { Customer } from '../domain/customer.ts'
import { AisleError } from '../domain/errors.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { roleOf } from './access.ts'
import { accountAttributes, allInterests, customerOfEmail, demoShoppers, isMadeUp } from './demo-shoppers.ts'
import { checkProfile } from './check-profile.ts'
import { wholeNumber } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'
import { makeShopperToken } from './shopper-routes.ts'

const SHOPPERS_LIMIT_DEFAULT = 12
const TOKEN_TTL_SECONDS = 86_400
/** Of one address beyond this machine. */
const ACCOUNTS_PER_MINUTE_MAX = 30

/** @throws AisleError SHOP_UNKNOWN, UNAUTHORIZED, DEMO_ONLY */
const demoOf = (request: FastifyRequest, shop: string, { shops }: ServerContext): ShopRuntime => {
  const runtime = shops.get(shop)
  roleOf(request, runtime)
  if (runtime.view.shop.isDemo !== true)
    throw new AisleError('DEMO_ONLY', `The shop ${shop} is not a demo.`, { field: '/shop' })
  return runtime
}

const refused = (field: string, message: string, fix: string): AisleError =>
  new AisleError('BAD_REQUEST', message, { field, fix })

const ageIn = (text: string | undefined, name: string): number | undefined =>
  text === undefined || text === '' ? undefined : wholeNumber(text, name, 0, AGE_MAX)

const addShoppers = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: Static<typeof DemoShoppersQuerySchema> }>(
    '/api/v1/demo/shoppers',
    {
      schema: {
        operationId: 'listDemoShoppers',
        summary: 'People of a demo shop to act as',
        tags: ['shoppers'],
        querystring: DemoShoppersQuerySchema,
        response: { 200: DemoShoppersAnswerSchema },
      },
    },
    async (request) => {
      const { shop, query, interest, random } = request.query
      const { view } = demoOf(request, shop, context)
      const now = context.now()
      const asked = {
        query,
        interest: interest === '' ? undefined : interest,
        ageFrom: ageIn(request.query.ageFrom, 'ageFrom'),
        ageTo: ageIn(request.query.ageTo, 'ageTo'),
        limit: wholeNumber(request.query.limit, 'limit', SHOPPERS_LIMIT_DEFAULT, DEMO_SHOPPERS_LIMIT_MAX),
        random: random === 'true' ? Math.random : undefined,
      }
      return {
        shoppers: demoShoppers(view, asked, now),
        interests: allInterests(view, WEB_CHANNEL, now),
      }
    },
  )
}

const signedIn = async (
  runtime: ShopRuntime,
  customer: Customer,
  isEmulated: boolean,
  context: ServerContext,
) => {
  const { customerId } = customer
  const made = await makeShopperToken(runtime, { customerId, isEmulated }, context, TOKEN_TTL_SECONDS)
  return { ...made, customer }
}

type AccountRequest = Static<typeof DemoAccountRequestSchema>

/** @throws AisleError BAD_REQUEST */
const checkAccount = (
  { interests = [], ...profile }: AccountRequest,
  { view }: ShopRuntime,
  now: number,
): void => {
  checkProfile(profile, now)
  const known = allInterests(view, WEB_CHANNEL, now)
  const place = interests.findIndex((interest) => !known.includes(interest))
  if (place >= 0)
    throw refused(`/interests/${place}`, 'There is no such department.', `Send some of ${known.join(', ')}.`)
}

const putAccount = async (
  runtime: ShopRuntime,
  { name, email, birthYear, gender, interests = [], visitorId }: AccountRequest,
  { ingest, newId }: ServerContext,
): Promise<Customer> => {
  const customer: Customer = {
    customerId: `account-${newId()}`,
    name: name.trim(),
    email,
    ...(birthYear !== undefined && { birthYear }),
    ...(gender !== undefined && { gender }),
    attributes: accountAttributes([...new Set(interests)]),
  }
  const { customerId } = customer
  const [outcome] = await ingest.documents(runtime, 'customer', 'put', [customer], { source: 'http' })
  if (outcome?.status === 'rejected') throw refused(outcome.field, outcome.message, outcome.fix)
  if (visitorId !== undefined)
    await ingest.events(runtime, [{ kind: 'identify', shopper: { visitorId, customerId } }], {
      source: 'http',
    })
  return customer
}

const addAccounts = (app: FastifyInstance, context: ServerContext): void => {
  /** Addresses that are being taken, so that two calls at once do not both get one. */
  const taking = new Set<string>()
  app.post<{ Body: AccountRequest }>(
    '/api/v1/demo/accounts',
    {
      schema: {
        operationId: 'createDemoAccount',
        summary: 'Make an account in a demo shop, and sign in',
        tags: ['shoppers'],
        body: DemoAccountRequestSchema,
        response: { 201: DemoAccountAnswerSchema },
      },
      config: { rateLimit: { max: ACCOUNTS_PER_MINUTE_MAX, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const body = { ...request.body, email: request.body.email.trim() }
      const runtime = demoOf(request, body.shop, context)
      checkAccount(body, runtime, context.now())
      const place = `${body.shop} ${body.email.toLowerCase()}`
      if (taking.has(place) || customerOfEmail(runtime.view, body.email) !== undefined)
        throw new AisleError('EMAIL_TAKEN', 'There is an account with this e-mail address.', {
          field: '/email',
        })
      taking.add(place)
      try {
        const customer = await putAccount(runtime, body, context)
        return await reply.code(201).send(await signedIn(runtime, customer, false, context))
      } finally {
        taking.delete(place)
      }
    },
  )
}

const unknown = (message: string, field: string, fix: string): AisleError =>
  new AisleError('CUSTOMER_UNKNOWN', message, { field, fix })

/** @throws AisleError CUSTOMER_UNKNOWN, BAD_REQUEST */
const whoSignsIn = (
  { view }: ShopRuntime,
  { email, customerId }: Static<typeof DemoSignInRequestSchema>,
): Customer => {
  if ((email === undefined) === (customerId === undefined))
    throw refused(
      '',
      'Signing in takes an e-mail address or a customer.',
      'Send either `email` or `customerId`.',
    )
  if (email !== undefined) {
    const found = customerOfEmail(view, email)
    if (found !== undefined) return found
    throw unknown('There is no account with this e-mail address.', '/email', 'Make one first.')
  }
  const found = view.customers.get(customerId as string)
  if (found !== undefined && isMadeUp(found)) return found
  throw unknown(
    'There is nobody to act as under this id.',
    '/customerId',
    'Take one of GET /api/v1/demo/shoppers.',
  )
}

const addSignIn = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: Static<typeof DemoSignInRequestSchema> }>(
    '/api/v1/demo/sign-in',
    {
      schema: {
        operationId: 'signInToDemo',
        summary: 'Sign in to a demo shop, or act as one of its people',
        description: 'Without a password: in a demo shop nothing is anybody’s own.',
        tags: ['shoppers'],
        body: DemoSignInRequestSchema,
        response: { 200: DemoSignInAnswerSchema },
      },
    },
    async (request) => {
      const runtime = demoOf(request, request.body.shop, context)
      const isEmulated = request.body.customerId !== undefined
      const customer = whoSignsIn(runtime, request.body)
      return { ...(await signedIn(runtime, customer, isEmulated, context)), isEmulated }
    },
  )
}

export const addDemoRoutes = (app: FastifyInstance, context: ServerContext): void => {
  addShoppers(app, context)
  addAccounts(app, context)
  addSignIn(app, context)
}
