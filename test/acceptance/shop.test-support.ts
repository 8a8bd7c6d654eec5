/** Shops of their own on one server in process, filled and asked over HTTP as a shop's systems would. */
import { afterAll, expect } from 'vitest'
import { DAY_MS } from '../../src/domain/local-day.ts'
import { type Answer, NOW, openTestApp } from '../../src/server/test-app.test-support.ts'

export { NOW, type Answer }
export const daysAgo = (days: number): number => NOW - days * DAY_MS

type ListBody = { readonly items: readonly { readonly itemId: string }[] }
export const ids = ({ body }: Pick<Answer, 'body'>): readonly string[] =>
  (body as ListBody).items.map(({ itemId }) => itemId)
/** All that a shopper can tell two answers apart by. */
export const bytes = ({ body }: Pick<Answer, 'body'>): string => {
  const { recommendationId: _, ...rest } = body as { readonly recommendationId: string }
  return JSON.stringify(rest)
}

export const order = (...itemIds: readonly string[]) => ({
  kind: 'order',
  lines: itemIds.map((itemId) => ({ itemId })),
})
export const sold = (itemId: string, quantity = 1, days = 1) => ({
  kind: 'order',
  at: daysAgo(days),
  lines: [{ itemId, quantity }],
})
export const times = <T>(count: number, make: (k: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, k) => make(k))

/** The collections and what their ids are called. */
type Shelf =
  | 'items'
  | 'customers'
  | 'channels'
  | 'rules'
  | 'strategies'
  | 'placements'
  | 'curated-lists'
  | 'filters'

/** Opened once a file, and closed with it. */
export const openServer = async () => {
  const opened = await openTestApp()
  const { ask, createShop, engine } = opened
  afterAll(opened.close)
  let shopCount = 0

  const newShop = async (rest: object = {}) => {
    const shop = `shop-${++shopCount}`
    expect((await createShop(shop, rest)).status).toBe(201)
    const path = (shelf: Shelf): string => `/api/v1/${shelf}`
    /** What may be refused. */
    const tryPut = (shelf: Shelf, ...documents: readonly object[]): Promise<Answer> =>
      ask('PUT', path(shelf), { shop, [shelf === 'curated-lists' ? 'curatedLists' : shelf]: documents })
    const recommend = (request: object): Promise<Answer> =>
      ask('POST', '/api/v1/recommendations', { shop, ...request })
    return {
      shop,
      tryPut,
      put: async (shelf: Shelf, ...documents: readonly object[]): Promise<Answer> => {
        const answer = await tryPut(shelf, ...documents)
        expect(answer).toMatchObject({ status: 200, body: { rejected: 0 } })
        return answer
      },
      patch: async (shelf: Shelf, ...documents: readonly object[]): Promise<void> => {
        expect(await ask('PATCH', path(shelf), { shop, [shelf]: documents })).toMatchObject({
          status: 200,
          body: { rejected: 0 },
        })
      },
      remove: (shelf: Shelf, ...all: readonly string[]): Promise<Answer> =>
        ask('DELETE', path(shelf), { shop, ids: all }),
      patchShop: async (change: object): Promise<void> => {
        expect((await ask('PATCH', '/api/v1/shops', { shop, ...change })).status).toBe(200)
      },
      send: async (...events: readonly object[]): Promise<void> => {
        for (let from = 0; from < events.length; from += 1_000)
          expect(
            await ask('POST', '/api/v1/events', { shop, events: events.slice(from, from + 1_000) }),
          ).toMatchObject({ status: 200, body: { rejected: 0 } })
      },
      recommend,
      /** Items of a list that is there. */
      shows: async (request: object): Promise<readonly string[]> => {
        const answer = await recommend(request)
        expect(answer.status).toBe(200)
        return ids(answer)
      },
      page: (request: object) => ask('POST', '/api/v1/recommendations/page', { shop, ...request }),
      rank: (request: object) => ask('POST', '/api/v1/recommendations/rank', { shop, ...request }),
      similar: (request: object) => ask('POST', '/api/v1/recommendations/similar', { shop, ...request }),
      whyNot: (request: object) => ask('POST', '/api/v1/recommendations/why-not', { shop, ...request }),
      train: () => engine.trainings.train(engine.shops.get(shop)),
    }
  }
  return { ...opened, newShop }
}
export type TestShop = Awaited<ReturnType<Awaited<ReturnType<typeof openServer>>['newShop']>>
