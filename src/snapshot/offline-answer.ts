/** Lists of a till that cannot reach the server: those of everybody as online, those of one customer with a cause. */
import type { RecommendationsRequest } from '../api/list-schema.ts'
import { cardOf } from '../serving/item-card.ts'
import { type Answer, recommend } from '../serving/recommend.ts'
import { strategyBookOf } from '../serving/strategy-book.ts'
import type { OpenStore } from './open-snapshot.ts'
import { NOT_CARRIED } from './snapshot-parts.ts'

export type OfflineAsk = {
  /** ms UTC */
  readonly now: number
  readonly recommendationId: string
  /** Of chance. */
  readonly seed: number
}

export type OfflineAnswer = Omit<Answer, 'items'> & {
  readonly recommendationId: string
  readonly shop: string
  readonly items: readonly (Answer['items'][number] & { readonly item?: ReturnType<typeof cardOf> })[]
  readonly versions: { readonly engine: string; readonly logSeq: number; readonly model: string | null }
  /** Set on every answer that was made without the server. */
  readonly offline: { readonly snapshotId: string; readonly madeAt: number }
}

const ONE_CUSTOMER =
  'The till is offline: lists for one customer need the server, and this one is for everybody.'
const NOT_HERE = 'The till is offline, and what this list rests on is not in its snapshot.'

/** The list that would answer online, when it is another one for a customer. */
const listForCustomer = (
  { view: { merchandise, shop } }: OpenStore,
  { placement, list, shopper }: RecommendationsRequest,
): string | undefined => {
  if (shopper?.customerId === undefined || shop.switches?.personalization === false) return undefined
  const book = strategyBookOf(merchandise)
  const name = placement === undefined ? list : book.placement(placement, '/placement').forCustomer
  const strategy = name === undefined ? undefined : book.findStrategy(name)
  if (strategy === undefined) return undefined
  return placement !== undefined || (strategy.audience ?? 'anyone') !== 'anyone'
    ? strategy.strategyId
    : undefined
}

const fallbackOf = (
  store: OpenStore,
  request: RecommendationsRequest,
  { fallback }: Answer,
): Answer['fallback'] => {
  const personal = listForCustomer(store, request)
  if (personal !== undefined) return { asked: personal, cause: 'OFFLINE', text: ONE_CUSTOMER }
  if (fallback === null) return null
  const { asked, cause, text } = fallback
  if (cause === 'NO_SHOPPER' && request.shopper !== undefined)
    return { asked, cause: 'OFFLINE', text: ONE_CUSTOMER }
  return text === NOT_CARRIED ? { asked, cause: 'OFFLINE', text: NOT_HERE } : fallback
}

/**
 * The answer that the server would give to somebody whom it does not know, in the store of the snapshot.
 *
 * @throws AisleError LIST_UNKNOWN, BAD_REQUEST, FILTER_UNKNOWN, as the server
 */
export const answerOffline = (
  store: OpenStore,
  request: RecommendationsRequest,
  { now, recommendationId, seed }: OfflineAsk,
): OfflineAnswer => {
  const { about, view, ranking, itemSets, model } = store
  const { shopper: _, ...rest } = request
  const anonymous = { ...rest, context: { ...rest.context, channel: about.channel } }
  const { answer } = recommend(anonymous, {
    view,
    ranking,
    itemSets,
    model,
    now,
    mayNameCustomer: false,
    isTrusted: true,
    seed,
  })
  return {
    recommendationId,
    shop: about.shop,
    ...answer,
    items:
      request.withItems === true
        ? answer.items.map((entry) => ({ ...entry, item: cardOf(view, entry.itemId, about.channel) }))
        : answer.items,
    fallback: fallbackOf(store, request, answer),
    versions: { engine: about.engine, logSeq: about.logSeq, model: about.modelVersion },
    offline: { snapshotId: about.snapshotId, madeAt: about.madeAt },
  }
}
