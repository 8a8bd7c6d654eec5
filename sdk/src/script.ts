/** `aisle.js`: the elements and the tracker, set up by the attributes of the script that loads them. `aisle` is the tracker. */
import type { ElementOptions } from './elements/connection.ts'
import { startElements } from './elements.ts'
import type { Tracker } from './tracker.ts'

declare global {
  interface Window {
    /** The tracker of the page. */
    aisle?: Tracker
  }
}

const script = document.currentScript as HTMLScriptElement | null
const { shop, key, url, channel, itemUrl, consent, anonymousEvents } = script?.dataset ?? {}

if (shop !== undefined && window.aisle === undefined) {
  const options: ElementOptions = {
    shop,
    url: url ?? new URL(script?.src ?? '', document.baseURI).origin,
    anonymousEvents: anonymousEvents !== undefined,
    ...(key !== undefined && { key }),
    ...(channel !== undefined && { channel }),
    ...(itemUrl !== undefined && { itemUrl }),
    // `data-consent="personalization"`: what holds for who said nothing.
    ...(consent !== undefined && {
      consent: {
        tracking: consent.includes('tracking'),
        personalization: consent.includes('personalization'),
      },
    }),
  }
  window.aisle = startElements(options)
  document.dispatchEvent(new CustomEvent('aisle-ready', { detail: window.aisle }))
}
