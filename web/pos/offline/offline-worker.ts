/** The engine of the server at work in the till, off its screen's thread: lists and products from the snapshot. */
import { cardOf } from '../../../src/serving/item-card.ts'
import { findSold } from '../../../src/serving/sold-items.ts'
import { bestSellingFirst } from '../../../src/snapshot/best-selling-first.ts'
import { answerOffline } from '../../../src/snapshot/offline-answer.ts'
import { openSnapshot, type OpenStore } from '../../../src/snapshot/open-snapshot.ts'
import type { Item } from '../../../src/domain/catalog.ts'
import type { OfflineAnswerOf, OfflineCall, OfflineMessage, OfflineReply } from './offline-call.ts'

const ITEMS_MAX = 200

let store: OpenStore | undefined

const opened = (): OpenStore => {
  if (store === undefined) throw new Error('There is no snapshot.')
  return store
}

const itemOf = ({ view }: OpenStore, itemId: string): Item | undefined => {
  const index = view.items.find(itemId)
  return index < 0 ? undefined : view.catalog.document(view.catalog.masterOf(index))
}

const answer = (call: OfflineCall): OfflineAnswerOf<OfflineCall['do']> => {
  switch (call.do) {
    case 'open': {
      const next = openSnapshot(call.bytes)
      if ('wrong' in next) throw new Error(next.wrong)
      store = next
      return next.about
    }
    case 'list':
      return answerOffline(opened(), call.request, call.ask)
    case 'item':
      return itemOf(opened(), call.itemId)
    case 'pictures':
      return bestSellingFirst(opened(), call.now).flatMap((itemId) =>
        cardOf(opened().view, itemId).pictures.map(({ url }) => url),
      )
    case 'search': {
      const { view } = opened()
      const { query, category, includeDescendants, channel } = call
      const found = findSold(view, { channel, query, category, includeDescendants }, call.now)
      const items = found
        .slice(0, Math.min(call.limit, ITEMS_MAX))
        .flatMap((index) => view.catalog.document(index) ?? [])
      return { items, totalItems: found.length }
    }
  }
}

addEventListener('message', ({ data: { id, call } }: MessageEvent<OfflineMessage>) => {
  let reply: OfflineReply
  try {
    reply = { id, answer: answer(call) }
  } catch (error) {
    reply = { id, wrong: error instanceof Error ? error.message : String(error) }
  }
  postMessage(reply)
})
