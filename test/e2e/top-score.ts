import type { RecommendationsRequest } from '../../src/api/list-schema.ts'
import type { BrowserShop } from './browser-shop.ts'

type Best = { readonly score: number; readonly item: { readonly title: string } }

const best = async (
  { send }: Pick<BrowserShop, 'send'>,
  channel: string | undefined,
): Promise<Best | undefined> => {
  const context = channel === undefined ? {} : { channel }
  const request: RecommendationsRequest = {
    shop: 'demo',
    list: 'best-selling',
    context,
    limit: 1,
    withItems: true,
  }
  const { items } = await send<{ items: Best[] }>('POST', '/api/v1/recommendations', request)
  return items[0]
}

/** Units of what sells best: in one channel, or in all together. */
export const topScore = async (shop: Pick<BrowserShop, 'send'>, channel?: string): Promise<number> =>
  (await best(shop, channel))?.score ?? 0

/** Its title. */
export const bestSeller = async (shop: Pick<BrowserShop, 'send'>): Promise<string | undefined> =>
  (await best(shop, undefined))?.item.title
