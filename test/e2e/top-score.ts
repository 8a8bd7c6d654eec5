import type { RecommendationsRequest } from '../../src/api/list-schema.ts'
import type { BrowserShop } from './browser-shop.ts'

/** Units of what sells best: in one channel, or in all together. */
export const topScore = async ({ send }: Pick<BrowserShop, 'send'>, channel?: string): Promise<number> => {
  const context = channel === undefined ? {} : { channel }
  const request: RecommendationsRequest = { shop: 'demo', list: 'best-selling', context, limit: 1 }
  const { items } = await send<{ items: { score: number }[] }>('POST', '/api/v1/recommendations', request)
  return items[0]?.score ?? 0
}
