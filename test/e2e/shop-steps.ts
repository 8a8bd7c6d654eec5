/** What tests of the storefront do again and again. */
import type { Locator, Response } from 'playwright-core'
import { expect } from 'vitest'
import type { PageRequest, RecommendationsRequest } from '../../src/api/list-schema.ts'
import type { Item } from '../../src/domain/catalog.ts'
import type { BrowserShop } from './browser-shop.ts'

/** The demo shop trains by itself after its start. */
export const TRAINED_WITHIN_MS = 90_000
/** A tenth is what Core Web Vitals call good; this is a tenth of that. */
export const SHIFT_MAX = 0.01

export type SentView = {
  /** Of its placements. */
  readonly first: string | undefined
  readonly eventId: string
  readonly itemId: string | undefined
}

/** The answer with the lists of a product page; those of a page that was left just before may still come. */
export const isOfProduct = (response: Response): boolean =>
  response.request().postData()?.includes('product.people-also-like') === true

export const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate(
    (element: unknown) =>
      (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement === element,
  )

export const opacityOf = (locator: Locator): Promise<string> =>
  locator.evaluate(
    (element: unknown) =>
      (globalThis as unknown as { getComputedStyle: (of: unknown) => { opacity: string } }).getComputedStyle(
        element,
      ).opacity,
  )

/** Signs a customer of the demo shop in by the form. */
const signIn = async (
  shop: BrowserShop,
  back = '/shop/',
): Promise<{ readonly name: string; readonly email: string }> => {
  const { shoppers } = await shop.ask<{
    shoppers: { customerId: string; name: string; orderCount: number }[]
  }>('/api/v1/demo/shoppers?shop=demo&random=true&limit=50')
  const shopper = shoppers.toSorted((one, other) => other.orderCount - one.orderCount)[0]
  const { customer } = await shop.ask<{ customer: { email: string } }>(
    `/api/v1/customers/${encodeURIComponent(shopper?.customerId ?? '')}?shop=demo`,
  )
  await shop.page.goto(`/shop/sign-in?back=${encodeURIComponent(back)}`)
  await shop.page.getByLabel('E-mail').fill(customer.email)
  await shop.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await shop.page.getByText('Welcome back').waitFor()
  return { name: shopper?.name ?? '', email: customer.email }
}

export const shopSteps = (shop: BrowserShop) => {
  const { ask, send, row } = shop

  const modelServes = async (): Promise<boolean> => {
    const body = { shop: 'demo', list: 'best-selling', limit: 0 } satisfies RecommendationsRequest
    const { versions } = await send<{ versions: { model: string | null } }>(
      'POST',
      '/api/v1/recommendations',
      body,
    )
    return versions.model !== null
  }

  const items = async (count: number): Promise<readonly Item[]> =>
    (await ask<{ items: Item[] }>(`/api/v1/items?shop=demo&limit=${count}`)).items

  /** Does what makes a product page ask for its lists, and waits for the row of what people also like, or what answers for it. */
  const untilAlike = async (act: () => Promise<unknown>): Promise<string> => {
    const [answer] = await Promise.all([shop.page.waitForResponse(isOfProduct), act()])
    const { lists } = (await answer.json()) as { lists: { placement: string; title: string }[] }
    const title = lists.find(({ placement }) => placement === 'product.people-also-like')?.title ?? ''
    await row(title).locator('.tile:not(.is-skeleton)').first().waitFor()
    return title
  }

  return {
    items,
    untilAlike,
    untilTrained: () => expect.poll(modelServes, { timeout: TRAINED_WITHIN_MS }).toBe(true),
    productPath: (itemId: string): string => `/shop/product/${encodeURIComponent(itemId)}`,
    productPaths: async (count: number): Promise<readonly string[]> => {
      await expect.poll(modelServes, { timeout: TRAINED_WITHIN_MS }).toBe(true)
      return (await items(count)).map(({ itemId }) => `/shop/product/${encodeURIComponent(itemId)}`)
    },
    /** What pages ask for as their view. */
    watchViews: (): SentView[] => {
      const views: SentView[] = []
      shop.page.on('request', (request) => {
        if (!request.url().endsWith('/api/v1/recommendations/page')) return
        const { placements, view, context } = request.postDataJSON() as PageRequest
        if (view?.eventId !== undefined)
          views.push({ first: placements[0]?.placement, eventId: view.eventId, itemId: context?.itemId })
      })
      return views
    },
    /** Product views that were counted so far. */
    viewCount: async (): Promise<number> => {
      const { shop: counted } = await ask<{ shop: { eventsByDay: { views: number }[] } }>(
        '/internal/status?shop=demo',
      )
      return counted.eventsByDay.reduce((sum, { views }) => sum + views, 0)
    },
    signIn: (back?: string) => signIn(shop, back),
    /** From the page of a product to its line in the basket. */
    addToBasket: async (path: string): Promise<string> => {
      await shop.page.goto(path)
      await Promise.all([
        shop.page.waitForResponse((response) => response.request().postData()?.includes('cart-add') === true),
        shop.page.getByRole('button', { name: 'Add to basket' }).click(),
      ])
      await shop.page.getByRole('link', { name: 'See the basket' }).waitFor()
      return shop.page.getByRole('heading', { level: 1 }).innerText()
    },
    /** From the first step of the checkout to the last look. Who is signed in finds it filled in. */
    fillInCheckout: async (isKnown = false): Promise<void> => {
      if (!isKnown) await shop.page.getByRole('button', { name: 'Fill in an example' }).click()
      await shop.page.getByRole('button', { name: 'Go on to delivery' }).click()
      await shop.page.getByRole('button', { name: 'Go on to the last look' }).click()
    },
    /** Counts what moves on pages opened from now on; `shift` gives the sum. */
    watchShift: async (): Promise<() => Promise<number>> => {
      await shop.page.addInitScript(`
        globalThis.shift = 0
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shift += value
        }).observe({ type: 'layout-shift', buffered: true })
      `)
      return () => shop.page.evaluate<number>('globalThis.shift')
    },
  }
}
