/** An associate at a till of the demo shop, for the tests of it. */
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Item } from '../../src/domain/catalog.ts'
import { DEMO_PIN } from '../../src/world/tills.ts'
import type { BrowserShop } from './browser-shop.ts'

/** For a whole journey, on a machine that has other work too. */
export const JOURNEY_MS_MAX = 300_000

const SCANNER_GAP_MS = 5

export type TillStore = { readonly channelId: string; readonly title: string }

export type TillOf = {
  readonly store: () => Promise<TillStore>
  /** Signs in at a register of the first store. */
  readonly signIn: (register?: string) => Promise<TillStore>
  /** What the store sells without variants. */
  readonly items: () => Promise<readonly Item[]>
  readonly field: () => Locator
  readonly ticket: () => Locator
  readonly tiles: (list: string) => Locator
  /** Whether the till says that it is online. */
  readonly status: () => Locator
  /** Takes the payment of what is on the ticket. */
  readonly sell: () => Promise<void>
  /** Resolves when the browser has all that it needs to go on alone. */
  readonly isReadyToBeAlone: () => Promise<void>
  /** Calls that fail while the server is away show in red; everything else is a fault. */
  readonly forgetFailedCalls: () => void
  /** Types a code and Enter as a scanner does, however busy the machine is. */
  readonly scan: (
    code: string,
    options?: { /** After the first sign. */ readonly pauseMs?: number },
  ) => Promise<void>
}

export const tillOf = (shop: BrowserShop): TillOf => {
  const store = async (): Promise<TillStore> => {
    const { channels } = await shop.ask<{ channels: (TillStore & { kind: string })[] }>(
      '/api/v1/channels?shop=demo',
    )
    const found = channels.find(({ kind }) => kind === 'store')
    if (found === undefined) throw new Error('The demo shop has no store.')
    return found
  }
  const status = (): Locator => shop.page.locator('.status-pill')
  return {
    store,
    status,
    sell: async () => {
      await shop.page.getByRole('button', { name: /^Take payment/ }).click()
      await shop.page.getByRole('button', { name: 'New sale' }).waitFor()
    },
    isReadyToBeAlone: async () => {
      await shop.page.evaluate('navigator.serviceWorker.ready.then(() => true)')
      await status().click()
      await shop.page.getByText(/\d products?$/).waitFor()
      await shop.page.keyboard.press('Escape')
    },
    forgetFailedCalls: () => {
      const others = shop.complaints
        .splice(0)
        .filter((text) => !/Failed to load resource: (net::|.* status of 503)/.test(text))
      expect(others).toEqual([])
    },
    signIn: async (register = 'Register 1') => {
      const here = await store()
      await shop.page.goto('/pos/')
      await shop.page.getByRole('button', { name: here.title }).click()
      await shop.page.getByRole('button', { name: register }).click()
      await shop.page.getByRole('heading', { name: 'Who are you?' }).waitFor()
      await shop.page.locator('.start-choices button').first().click()
      for (const digit of DEMO_PIN) await shop.page.getByRole('button', { name: digit, exact: true }).click()
      await shop.page.getByRole('button', { name: 'Enter' }).click()
      await shop.page.getByRole('navigation', { name: 'Screens' }).waitFor()
      return here
    },
    items: async () => {
      const { channelId } = await store()
      const { items } = await shop.ask<{ items: Item[] }>(
        `/api/v1/items?shop=demo&limit=200&channel=${channelId}`,
      )
      return items.filter(({ skus }) => skus === undefined)
    },
    field: () => shop.page.getByRole('searchbox', { name: 'Name, number or barcode' }),
    ticket: () => shop.page.getByRole('region', { name: 'Ticket' }),
    tiles: (list) => shop.row(list).locator('.suggestion-add'),
    scan: async (code, { pauseMs = 0 } = {}) => {
      const keys = await shop.page.context().newCDPSession(shop.page)
      const startS = Date.now() / 1_000
      for (const [k, sign] of [...code, '\r'].entries()) {
        const key = sign === '\r' ? { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 } : { key: sign }
        const timestamp = startS + (k * SCANNER_GAP_MS + (k > 0 ? pauseMs : 0)) / 1_000
        await keys.send('Input.dispatchKeyEvent', { ...key, type: 'keyDown', text: sign, timestamp })
        await keys.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp', timestamp })
      }
      await keys.detach()
    },
  }
}
