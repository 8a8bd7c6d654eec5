/** Signing in at a register of a store, and what a till shows before and after. */
import type { FastifyInstance } from 'fastify'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import {
  PosRegistersAnswerSchema,
  PosSessionAnswerSchema,
  SignInAnswerSchema,
  SignInRequestSchema,
} from '../api/pos-schema.ts'
import type { Static } from 'typebox'
import { AisleError } from '../domain/errors.ts'
import type { Associate, Register } from '../domain/point-of-sale.ts'
import { isPin } from '../jobs/pin-hash.ts'
import { hashText } from '../math/rng.ts'
import { layoutOfRegister } from '../merchandising/shipped-layouts.ts'
import type { ShopView } from '../views/shop-view.ts'
import { deviceOfToken, makeDeviceToken } from './device-token.ts'
import { makeRegisterToken, type SignedIn, signedInOf, worksAt } from './register-token.ts'
import { inOrder } from './register-routes.ts'
import type { ServerContext } from './server-context.ts'
import { SignInLimits } from './sign-in-limits.ts'

const tags = ['point of sale']

const named = ({ associateId, name }: Associate) => ({ associateId, name })

const sessionOf = ({ register, associate, expiresAt }: SignedIn, { merchandise }: ShopView) => ({
  expiresAt,
  register,
  associate: named(associate),
  layout: layoutOfRegister(register, merchandise.all('screen-layout')),
})

/** What a till shows before anybody has signed in: for everybody, so without anything that is not on a name badge. */
const addTills = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: { shop: string } }>(
    '/api/v1/pos/registers',
    {
      schema: {
        operationId: 'listTills',
        summary: 'Registers to sign in at, and who may',
        description: 'Needs no key: it is what a till shows before anybody has signed in.',
        tags,
        querystring: OfShopQuerySchema,
        response: { 200: PosRegistersAnswerSchema },
      },
    },
    async (request) => {
      const { view } = context.shops.get(request.query.shop)
      const associates = inOrder(view.associates)
      return {
        registers: inOrder(view.registers).map((register) => ({
          registerId: register.registerId,
          channel: register.channel,
          channelTitle: view.catalog.channel(register.channel)?.title ?? register.channel,
          title: register.title,
          associates: associates.filter((associate) => worksAt(associate, register)).map(named),
        })),
      }
    },
  )
}

/** @throws AisleError REGISTER_UNKNOWN */
const registerOf = ({ registers }: ShopView, registerId: string): Register => {
  const register = registers.get(registerId)
  if (register !== undefined) return register
  throw new AisleError(
    'REGISTER_UNKNOWN',
    `There is no register ${JSON.stringify(registerId.slice(0, 80))}.`,
    {
      field: '/registerId',
    },
  )
}

const addSignIn = (app: FastifyInstance, context: ServerContext): void => {
  const limits = new SignInLimits()
  app.post<{ Body: Static<typeof SignInRequestSchema> }>(
    '/api/v1/pos/sign-in',
    {
      schema: {
        operationId: 'signIn',
        summary: 'Sign in at a register with a PIN',
        description:
          'Needs no key. The token is good for 12 hours, as long as the register, the associate and the PIN stay. After five wrong PINs each further try waits longer; with the `deviceToken` of an earlier sign-in, only tries on that device count.',
        tags,
        body: SignInRequestSchema,
        response: { 200: SignInAnswerSchema },
      },
    },
    async (request, reply) => {
      const { shop, registerId, associateId, pin, deviceToken } = request.body
      const { shopperSecret } = context
      const { view } = context.shops.get(shop)
      const register = registerOf(view, registerId)
      const associate = view.associates.get(associateId)
      const refused = new AisleError('SIGN_IN_REFUSED', 'The associate or the PIN is not right.')
      if (associate === undefined || !worksAt(associate, register)) throw refused
      const place = { shop, registerId, associateId }
      const deviceId = deviceOfToken(deviceToken, place, shopperSecret, context.now())
      const tried = { ...place, pin: hashText(associate.pinHash), deviceId, address: request.ip }
      const waitMs = limits.begin(tried, context.now())
      if (waitMs > 0) {
        const seconds = Math.ceil(waitMs / 1_000)
        void reply.header('retry-after', String(seconds))
        throw new AisleError('RATE_LIMITED', `Too many wrong PINs: wait ${seconds} seconds.`, {
          fix: 'Wait for the seconds in `Retry-After`; a manager can put a new PIN with PUT /api/v1/associates.',
        })
      }
      if (!(await isPin(pin, associate.pinHash))) throw refused
      limits.succeed(tried)
      const who = { register, associate }
      const { token, expiresAt } = makeRegisterToken(view, who, shopperSecret, context.now())
      const known = makeDeviceToken(place, deviceId ?? context.newId(), shopperSecret, context.now())
      return reply.send({ token, deviceToken: known, ...sessionOf({ ...who, expiresAt }, view) })
    },
  )
  app.get<{ Querystring: { shop: string } }>(
    '/api/v1/pos/session',
    {
      schema: {
        operationId: 'getTill',
        summary: 'Who is signed in at the register that asks, and how its screens are laid out now',
        tags,
        querystring: OfShopQuerySchema,
        response: { 200: PosSessionAnswerSchema },
      },
    },
    async (request) => {
      const { view } = context.shops.get(request.query.shop)
      const signedIn = signedInOf(request, view)
      if (signedIn === undefined)
        throw new AisleError('SIGNED_OUT', 'Nobody is signed in: the request has no token of a register.')
      return sessionOf(signedIn, view)
    },
  )
}

export const addPosRoutes = (app: FastifyInstance, context: ServerContext): void => {
  addTills(app, context)
  addSignIn(app, context)
}
