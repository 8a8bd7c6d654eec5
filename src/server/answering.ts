/** What every way of asking for a list shares: what it rests on, what a tile shows, what is kept of the answer. */
import type { FastifyRequest } from 'fastify'
import { AisleError } from '../domain/errors.ts'
import type { KnownShopper } from '../jobs/event-sender.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { hashText } from '../math/rng.ts'
import { cardOf } from '../serving/item-card.ts'
import type { Answered, Recommended } from '../serving/recommend.ts'
import type { Deps } from '../serving/scene.ts'
import { traceOf } from '../serving/trace.ts'
import { mayKeepShopper } from '../views/consent.ts'
import { roleOf } from './access.ts'
import { askedFor, provenShopper } from './known-shopper.ts'
import { itemSetsOf, rankingOf, type ServerContext } from './server-context.ts'

/** A thousand items to rank and a large filter are less; what is asked is kept with the decision. */
export const ASKING_BYTES_MAX = 1_000_000

/** One request at work. */
export type Asking = {
  readonly runtime: ShopRuntime
  readonly deps: Deps
  readonly recommendationId: string
  readonly beganAt: number
  /** Whom the caller's shopper token is of. */
  readonly proven: KnownShopper | undefined
}

/**
 * One request at work, and what it asks for: of a caller with a shopper token, for its customer.
 *
 * @throws AisleError SHOP_UNKNOWN, UNAUTHORIZED, SHOPPER_TOKEN_INVALID, SHOPPER_TOKEN_EXPIRED, SHOPPER_MISMATCH
 */
export const askingOf = <B extends Asked>(
  request: FastifyRequest,
  body: B,
  context: ServerContext,
): { readonly asking: Asking; readonly body: B } => {
  const runtime = context.shops.get(body.shop)
  const role = roleOf(request, runtime)
  const proven = provenShopper(request, runtime, context)
  const caller = {
    isTrusted: role === 'server',
    mayNameCustomer: role !== 'browser' || proven !== undefined,
  }
  const asking = { runtime, proven, beganAt: performance.now(), ...chanceOf(runtime, caller, context) }
  return { asking, body: askedFor(body, proven) }
}

type Caller = Pick<Deps, 'mayNameCustomer' | 'isTrusted'>

const chanceOf = (runtime: ShopRuntime, { mayNameCustomer, isTrusted }: Caller, context: ServerContext) => {
  const recommendationId = context.newId()
  return {
    recommendationId,
    deps: {
      view: runtime.view,
      ranking: rankingOf(runtime),
      itemSets: itemSetsOf(runtime),
      model: context.models.get(runtime.shop),
      now: context.now(),
      mayNameCustomer,
      isTrusted,
      seed: hashText(recommendationId),
    },
  }
}

/** The same caller, for another answer of its own. */
export const nextAsking = ({ runtime, deps, proven }: Asking, context: ServerContext): Asking => ({
  runtime,
  proven,
  beganAt: performance.now(),
  ...chanceOf(runtime, deps, context),
})

export const versionsOf = ({ runtime, deps }: Asking, { engineVersion }: ServerContext) => ({
  engine: engineVersion,
  logSeq: runtime.logSeq,
  model: deps.model?.modelVersion ?? null,
})

type Asked = {
  readonly shop: string
  readonly shopper?: { readonly visitorId?: string; readonly customerId?: string }
  readonly context?: { readonly channel?: string }
  readonly withItems?: boolean
  readonly explain?: boolean
}

type DecisionRest = {
  readonly trace: unknown
  readonly shopperKeys: readonly string[]
  /** Items of the lists above it on the page. */
  readonly taken?: readonly string[] | undefined
}

/** As events are kept: whoever is not to be remembered is not named, and a name without proof covers nobody else. */
const mayNameShopper = ({ view, mayNameCustomer }: Deps, { shopper }: Asked): boolean => {
  const { customerId: _, ...visitor } = shopper ?? {}
  return mayKeepShopper(view, shopper) && (mayNameCustomer || mayKeepShopper(view, visitor))
}

/** Keeps what was decided, off the way of the answer. */
export const keepDecision = (
  asking: Asking,
  request: Asked,
  response: { readonly items: readonly unknown[] },
  { trace, shopperKeys, taken = [] }: DecisionRest,
  context: ServerContext,
): void => {
  const { recommendationId, deps, beganAt } = asking
  const { shopper: _, ...unnamed } = request
  const isNamed = mayNameShopper(deps, request)
  context.decisions.add({
    recommendationId,
    shop: request.shop,
    decidedAt: deps.now,
    request: isNamed ? request : unnamed,
    response,
    trace,
    shopperKeys: isNamed ? shopperKeys : [],
    ...(!isNamed && shopperKeys.length > 0 && { isNameless: true as const }),
    ...(taken.length > 0 && { taken }),
    seed: deps.seed,
    mayNameCustomer: deps.mayNameCustomer,
    latencyMs: Math.round((performance.now() - beganAt) * 1_000) / 1_000,
    variation: null,
  })
}

/** The answer as it is sent; what was decided is kept. */
export const answerWith = (
  { answer, made, shopperKeys, taken, explain }: Answered & { readonly taken?: readonly string[] },
  asking: Asking,
  request: Asked,
  context: ServerContext,
) => {
  const { recommendationId, runtime } = asking
  const versions = versionsOf(asking, context)
  const kept = { recommendationId, shop: request.shop, ...answer, versions }
  keepDecision(asking, request, kept, { trace: traceOf(made), shopperKeys, taken }, context)
  const items: readonly (Recommended & { readonly item?: object })[] =
    request.withItems === true
      ? answer.items.map((entry) => ({
          ...entry,
          item: cardOf(runtime.view, entry.itemId, request.context?.channel),
        }))
      : answer.items
  return {
    recommendationId,
    shop: request.shop,
    ...answer,
    items,
    ...(request.explain === true && { explanation: explain() }),
    versions,
  }
}

/** Lists may be read by anybody who may read the catalog; what says how they are made is for the shop. */
export const requireExplain = (request: Asked, { deps }: Asking): void => {
  if (request.explain === true && !deps.isTrusted)
    throw new AisleError(
      'FORBIDDEN',
      'Explanations tell of rules and filters: they need a key of role server.',
      {
        field: '/explain',
        fix: 'Leave `explain` out; reasons are in every answer.',
      },
    )
}
