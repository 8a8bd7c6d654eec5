/** Events without the person: what happened to items, never who did it or in whose words. */
import type { ShopEvent } from './event.ts'

const KEPT_FIELDS: ReadonlySet<string> = new Set<keyof ShopEvent>([
  'eventId',
  'kind',
  'at',
  'channel',
  'itemId',
  'sku',
  'quantity',
  'priceMinor',
  'currency',
  'itemIds',
  'lines',
  'totalMinor',
  'category',
  'list',
  'position',
  'rating',
  'quarantine',
  'isErased',
])

export const anonymousEvent = (event: ShopEvent): ShopEvent => {
  const kept = Object.entries(event).filter(([name]) => KEPT_FIELDS.has(name))
  // The decision behind a line says for whom it was.
  const lines = event.lines?.map(({ recommendationId: _, ...line }) => line)
  return { ...(Object.fromEntries(kept) as ShopEvent), ...(lines !== undefined && { lines }) }
}

/** Shorter words are looked for between other letters than their own only: `1` is no part of `e-211`. */
const LONG_WORD = 6
const LETTER = /[\p{L}\p{N}]/u

/** Whether a text holds one of the words that name a person. */
export const holdsWord = (text: string, words: readonly string[]): boolean =>
  words.some((word) => {
    for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, place + 1)) {
      if (word.length >= LONG_WORD) return true
      const [before = '', after = ''] = [text[place - 1], text[place + word.length]]
      if (!LETTER.test(before) && !LETTER.test(after)) return true
    }
    return false
  })

/**
 * What stays of an event whose person was erased: the record of business, which counters go on counting and training
 * does not read. Its id stays, so that it is not counted again when it is sent again, unless the id itself names them.
 *
 * @param words  that name the person
 * @param newId  in place of an id that holds one of them
 */
export const erasedEvent = (event: ShopEvent, words: readonly string[], newId: () => string): ShopEvent => ({
  ...anonymousEvent(event),
  ...(holdsWord(event.eventId, words) && { eventId: newId() }),
  isErased: true,
})
