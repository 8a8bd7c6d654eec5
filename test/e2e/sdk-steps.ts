/** What tests do on a page that has the SDK: open it, tell of views, look at what has arrived. */
import type { Page } from 'playwright-core'
import type { SdkPages } from './sdk-page.ts'

export const LIST = '<aisle-list placement="home.trending" add="Add to basket"></aisle-list>'

export const sdkSteps = (shop: SdkPages) => ({
  open: async (body: string = LIST, html?: string): Promise<Page> => {
    shop.put('/', body, html === undefined ? {} : { html })
    await shop.page.goto('/')
    return shop.page
  },
  tiles: (page: Page) => page.locator('aisle-list a[href]'),
  arrivedKinds: (): string[] => shop.arrived.map(({ event }) => event.kind),
  /** Tells so many views, by what the page itself could call. */
  track: (page: Page, from: number, count: number): Promise<void> =>
    page.evaluate(
      `for (let n = ${from}; n < ${from + count}; n++) aisle.track({ kind: 'product-view', itemId: 'item ' + n })`,
    ),
  /** For what should not happen: time in which it could have. */
  pass: (page: Page, ms: number): Promise<void> =>
    page.evaluate(`new Promise((resolve) => setTimeout(resolve, ${ms}))`),
  visitorOf: (page: Page): Promise<string> => page.evaluate('aisle.identity().visitorId ?? ""'),
  counts: (page: Page): Promise<{ waiting: number; dropped: number }> => page.evaluate('aisle.counts()'),
})
