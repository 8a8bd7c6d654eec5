/** The elements of a page: lists, pages of lists, search, blocks and consent. */
import { AisleBlock } from './elements/aisle-block.ts'
import { AisleConsent } from './elements/aisle-consent.ts'
import { AisleList } from './elements/aisle-list.ts'
import { AislePage } from './elements/aisle-page.ts'
import { AisleSearch } from './elements/aisle-search.ts'
import { connect, type ElementOptions } from './elements/connection.ts'
import type { AisleEvents } from './elements/markup.ts'
import { createTracker, type Tracker } from './tracker.ts'

export type { ElementOptions, ListAnswer, Suggestion, TileItem, Words } from './elements/connection.ts'
export type { AisleElements, AisleEvents } from './elements/markup.ts'
export type { Picked } from './elements/picked.ts'

declare global {
  interface HTMLElementTagNameMap {
    'aisle-list': AisleList
    'aisle-page': AislePage
    'aisle-search': AisleSearch
    'aisle-block': AisleBlock
    'aisle-consent': AisleConsent
  }
  interface HTMLElementEventMap extends AisleEvents {}
}

/**
 * Makes the elements work, and a tracker with them, or with one that there is already. Once on each page; on a server
 * it does nothing.
 */
export const startElements = (
  options: ElementOptions,
  tracker: Tracker = createTracker(options),
): Tracker => {
  if (typeof customElements === 'undefined' || customElements.get('aisle-page') !== undefined) return tracker
  connect(options, tracker)
  customElements.define('aisle-page', AislePage)
  customElements.define('aisle-list', AisleList)
  customElements.define('aisle-search', AisleSearch)
  customElements.define('aisle-block', AisleBlock)
  customElements.define('aisle-consent', AisleConsent)
  return tracker
}
