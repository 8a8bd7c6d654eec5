/** Reasons as an associate reads them, who serves the shopper whose past they tell of. */
import type { Reason } from '../lists/list.ts'
import type { Scene } from './scene.ts'

/** How sentences to a shopper begin, and the same to an associate. What follows, as a title, stays. */
const BEGINNINGS: readonly (readonly [shopper: string, associate: string])[] = [
  ['Because you bought ', 'The customer bought '],
  ['Because you looked at ', 'The customer looked at '],
  ['You bought this', 'The customer bought this'],
  ['You looked at this', 'The customer looked at this'],
  ['On your wish list', 'On the customer’s wish list'],
  ['Likely in your next order', 'Likely in the customer’s next order'],
  ['Liked by shoppers with your taste', 'Liked by shoppers with the customer’s taste'],
  ['Close to what you like', 'Close to what the customer likes'],
  ['Chosen for you by the shop', 'Chosen by the shop'],
  ['Often ordered with what you chose', 'Often ordered with what the customer chose'],
  ['Often next, after what you looked at', 'Often next, after what the customer looked at'],
  ['Described like what you looked at', 'Described like what the customer looked at'],
  [
    'Looked at by those who looked at the same as you',
    'Looked at by those who looked at the same as the customer',
  ],
]

/** Whether an associate reads what a channel shows: in stores and call centers they stand between list and shopper. */
const isServedByAssociate = ({ view, channel }: Scene): boolean =>
  ['store', 'call-center'].includes(view.catalog.channel(channel)?.kind ?? 'web')

/** Puts reasons into the words for who reads them in the channel of the request; codes and values stay. */
export const wordsFor = (scene: Scene): ((reason: Reason) => Reason) => {
  if (!isServedByAssociate(scene)) return (reason) => reason
  return (reason) => {
    const known = BEGINNINGS.find(([shopper]) => reason.text.startsWith(shopper))
    return known === undefined ? reason : { ...reason, text: known[1] + reason.text.slice(known[0].length) }
  }
}
