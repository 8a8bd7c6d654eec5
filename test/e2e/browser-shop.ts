/** A real browser before a real server with a small demo shop, for the tests of one file. */
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { ShopEvent } from '../../src/domain/event.ts'
import { findChromium } from '../../scripts/chromium.mjs'
import { tellPage } from './tell-page.ts'
import { startTestServer, type TestServer } from '../start-test-server.ts'

const executablePath = findChromium()
const NO_BROWSER = 'There is no Chromium on this machine. Install one, or name it in AISLE_CHROMIUM.'

/** The server keeps what says that it is a program in quarantine, as a headless browser does. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export const DESKTOP = { width: 1280, height: 800 }
export const PHONE = { width: 360, height: 740 }
type Viewport = typeof DESKTOP

export type BrowserShop = {
  /** Of the server. */
  readonly url: string
  /** Of the test that runs. */
  readonly page: Page
  /** What a browser would show in red; when any is left, the test fails. */
  readonly complaints: string[]
  /** A visitor that nothing is known of. */
  readonly openContext: (viewport: Viewport) => Promise<void>
  /** Stops the server while the work is done. */
  readonly whileAway: (work: () => Promise<void>) => Promise<void>
  readonly ask: <T>(path: string, init?: RequestInit) => Promise<T>
  readonly send: <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: object) => Promise<T>
  readonly row: (title: string) => Locator
  readonly titlesIn: (title: string) => Promise<string[]>
  /** Violations that keep people out; the mild ones are opinions. */
  readonly barriers: () => Promise<readonly string[]>
  /** How much wider than the window the page is, CSS pixels. */
  readonly overflow: () => Promise<number>
  /** The events that the page sends, as they leave it. */
  readonly watchEvents: () => ShopEvent[]
}

/** What the browser of the page would show in red. */
const hear = (page: Page, complaints: string[]): void => {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
}

/**
 * Starts it for all tests of the file; each test gets a new visitor.
 *
 * @param environment  settings of the server
 */
export const browserShop = (environment: Readonly<Record<string, string>> = {}): BrowserShop => {
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let complaints: string[]

  const openContext = async (viewport: Viewport): Promise<void> => {
    await context?.close()
    context = await browser.newContext({
      baseURL: server.url,
      viewport,
      userAgent: USER_AGENT,
      reducedMotion: 'reduce',
    })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    hear(page, complaints)
  }

  beforeAll(async () => {
    if (executablePath === undefined) {
      console.warn(NO_BROWSER)
      return
    }
    // What `npm test` built is what shoppers get; a build made here would be another one, and in its place.
    const isBuilt = existsSync(new URL('../../web/dist/.built', import.meta.url))
    if (!isBuilt) throw new Error('The web apps are not built: run `npm test`, which builds them first.')
    server = await startTestServer({ environment })
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-quic', '--no-first-run'],
    })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  beforeEach(async ({ skip, task }) => {
    skip(executablePath === undefined, NO_BROWSER)
    complaints = []
    await openContext(DESKTOP)
    return async () => {
      await tellPage({ task }, page, complaints)
      if (complaints.length > 0) throw new Error(`The browser complained: ${complaints.join('; ')}`)
    }
  })

  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(server.url + path, init)
    expect(response.ok, `${path} answers ${response.status}`).toBe(true)
    return (await response.json()) as T
  }
  const send = <T>(method: string, path: string, body: object): Promise<T> =>
    ask<T>(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const row = (title: string): Locator => page.getByRole('region', { name: title, exact: true })
  return {
    get url() {
      return server.url
    },
    get page() {
      return page
    },
    get complaints() {
      return complaints
    },
    openContext,
    whileAway: (work) => server.whileAway(work),
    ask,
    send,
    row,
    titlesIn: (title) => row(title).locator('.tile-title').allInnerTexts(),
    barriers: async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    },
    overflow: () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    watchEvents: () => {
      const events: ShopEvent[] = []
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/api/v1/events'))
          events.push(...(request.postDataJSON() as { events: ShopEvent[] }).events)
      })
      return events
    },
  }
}
