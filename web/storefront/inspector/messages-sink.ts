/**
 * A second destination of events: a messaging tool, told in the words of the Retail Demo Store. It names each event, with
 * attributes as text and metrics as numbers.
 *
 * @source AWS Retail Demo Store, 1-Personalization, use case 4; src/web-ui/src/analytics/AnalyticsHandler.js
 */
import { minorDigits } from '../../shared/money.ts'
import type { EventKind, Line, WireEvent } from '../../shared/wire.ts'
import { isFirstSignIn, type NewAccount, newAccount } from '../account/new-account.ts'

export type Message = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly metrics: Readonly<Record<string, number>>
}

type Attributes = Readonly<Record<string, string | undefined>>
type Metrics = Readonly<Record<string, number | undefined>>

const known = <T>(values: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== undefined))

const unitCountOf = (lines: readonly Line[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0)

const unitOf = ({ currency = 'GBP' }: WireEvent): number => 10 ** minorDigits(currency)

const totalOf = (event: WireEvent, lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + (line.priceMinor ?? 0) * line.quantity, 0) / unitOf(event)

const message = (
  { shopper }: WireEvent,
  name: string,
  attributes: Attributes,
  metrics: Metrics = {},
): Message => ({
  name,
  attributes: known({ userId: shopper?.customerId ?? shopper?.visitorId, ...attributes }),
  metrics: known(metrics),
})

const ofProduct = (event: WireEvent, name: string, more: Attributes = {}, metrics: Metrics = {}): Message => {
  const price = event.priceMinor === undefined ? undefined : event.priceMinor / unitOf(event)
  return message(event, name, { productId: event.itemId, ...more }, { ...metrics, price })
}

const ofCart = (event: WireEvent, name: string): Message => {
  const { basket, shopper } = event
  const metrics = basket && { cartTotal: totalOf(event, basket), cartQuantity: unitCountOf(basket) }
  return message(event, name, { cartId: shopper?.visitorId }, metrics)
}

const featureOf = ({ list, recommendationId }: WireEvent): Attributes => ({
  feature: list,
  experimentCorrelationId: recommendationId,
})

const MESSAGES: Partial<
  Record<EventKind, (event: WireEvent, account: NewAccount | undefined) => readonly Message[]>
> = {
  search: (event) => [
    message(
      event,
      'ProductSearched',
      { query: event.query, reranked: event.properties?.['reranked']?.toString() },
      { resultCount: Number(event.properties?.['resultCount'] ?? 0) },
    ),
  ],
  'product-view': (event) => [ofProduct(event, 'ProductViewed', featureOf(event))],
  'cart-add': (event) => [
    ofProduct(
      event,
      'ProductAdded',
      { cartId: event.shopper?.visitorId, ...featureOf(event) },
      { quantity: event.quantity },
    ),
  ],
  'cart-remove': (event) => [
    ofProduct(event, 'ProductRemoved', { cartId: event.shopper?.visitorId }, { quantity: event.quantity }),
  ],
  'cart-update': (event) => [
    ofProduct(
      event,
      'ProductQuantityUpdated',
      { cartId: event.shopper?.visitorId },
      { quantity: event.quantity, change: Number(event.properties?.['change'] ?? 0) },
    ),
  ],
  'cart-view': (event) => [ofCart(event, 'CartViewed')],
  'checkout-start': (event) => [ofCart(event, 'CheckoutStarted')],
  order: (event) => {
    const about = { cartId: event.shopper?.visitorId, orderId: event.orderId }
    const ofLine = (line: Line): Message =>
      message(
        event,
        '_monetization.purchase',
        { ...about, _currency: event.currency, _product_id: line.itemId },
        { _quantity: line.quantity, _item_price: (line.priceMinor ?? 0) / unitOf(event) },
      )
    const orderTotal = (event.totalMinor ?? 0) / unitOf(event)
    return [message(event, 'OrderCompleted', about, { orderTotal }), ...(event.lines ?? []).map(ofLine)]
  },
  identify: (event, account) => {
    const instant = new Date(event.at).toISOString()
    return [
      message(event, 'Identify', {}),
      isFirstSignIn(event.shopper?.customerId, event.at, account)
        ? message(event, 'UserSignedUp', { signUpDate: instant })
        : message(event, 'UserSignedIn', { signInDate: instant }),
    ]
  },
}

/** What the tool is told of an event; nothing of what it has no name for. */
export const messagesOf = (
  event: WireEvent,
  account: NewAccount | undefined = newAccount(),
): readonly Message[] => MESSAGES[event.kind]?.(event, account) ?? []

export const MESSAGES_SINK = 'messages'

/** Where messages go besides the inspector, as the page says; undefined when they go nowhere. */
const messagesUrl = (): string | undefined => {
  const url = document.querySelector<HTMLMetaElement>('meta[name="aisle-messages-url"]')?.content.trim()
  return url === undefined || url === '' ? undefined : url
}

export const isMessagesUrlSet = (): boolean => messagesUrl() !== undefined

/** For `addSink`: answers what each event became. A URL gets `{messages}` and must answer 2xx, or they are sent again. */
export const messagesSink = {
  name: MESSAGES_SINK,
  send: async (events: readonly object[]): Promise<readonly (readonly Message[])[]> => {
    const told = events.map((event) => messagesOf(event as WireEvent))
    const url = messagesUrl()
    const messages = told.flat()
    if (url === undefined || messages.length === 0) return told
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messages }),
      keepalive: true,
    })
    if (!response.ok) throw new Error(`The messaging tool answered ${response.status}.`)
    return told
  },
}
