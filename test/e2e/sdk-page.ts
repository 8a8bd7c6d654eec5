/** Pages of a shop elsewhere that load the SDK from a real server, in a real browser. */
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { ShopEvent } from '../../src/domain/event.ts'
import { findChromium } from '../../scripts/chromium.mjs'
import { openShopSite } from './shop-site.ts'
import { tellPage } from './tell-page.ts'
import { startTestServer, type TestServer } from '../start-test-server.ts'

const executablePath = findChromium()
const NO_BROWSER = 'There is no Chromium on this machine. Install one, or name it in AISLE_CHROMIUM.'
/** The server keeps what says that it is a program in quarantine, as a headless browser does. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export type Arrived = { readonly event: ShopEvent; readonly status: string }

export type SdkPages = {
  readonly serverUrl: string
  readonly context: BrowserContext
  readonly page: Page
  /** What a browser would show in red; when any is left, the test fails. */
  readonly complaints: string[]
  /** What the server answered for each event, in order. */
  readonly arrived: Arrived[]
  /** Serves it at this path of the shop. */
  readonly put: (path: string, body: string, options?: { readonly html?: string }) => void
  readonly openPage: () => Promise<Page>
  readonly send: <T>(method: string, path: string, body: object) => Promise<T>
  readonly barriers: () => Promise<readonly string[]>
}

/** Hears what the server answers for each event. */
const hearArrivals = (context: BrowserContext, arrived: Arrived[]): void => {
  context.on('response', (response) => {
    const request = response.request()
    if (request.method() !== 'POST' || !request.url().endsWith('/api/v1/events')) return
    const { events } = request.postDataJSON() as { events: ShopEvent[] }
    const add = (results: readonly { readonly status: string }[], otherwise: string): void => {
      arrived.push(...events.map((event, k) => ({ event, status: results[k]?.status ?? otherwise })))
    }
    void response.json().then(
      ({ results }: { results: { status: string }[] }) => add(results, 'not answered'),
      // A page that was left meanwhile takes the text of its answers with it.
      () => response.ok() && add([], 'not readable'),
    )
  })
}

/** Starts them for all tests of the file; each test gets a new visitor. */
export const sdkPages = (): SdkPages => {
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let complaints: string[]
  let arrived: Arrived[]
  const site = openShopSite(() => server.url)

  const openPage = async (): Promise<Page> => {
    const opened = await context.newPage()
    opened.setDefaultTimeout(30_000)
    opened.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    opened.on('pageerror', (error) => complaints.push(error.message))
    return opened
  }

  beforeAll(async () => {
    if (executablePath === undefined) return
    await site.listen()
    server = await startTestServer({ environment: { AISLE_CORS_ORIGINS: site.url() } })
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-quic', '--no-first-run'],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    site.close()
  })
  beforeEach(async ({ skip, task }) => {
    skip(executablePath === undefined, NO_BROWSER)
    complaints = []
    arrived = []
    site.clear()
    context = await browser.newContext({
      baseURL: site.url(),
      viewport: { width: 1_280, height: 800 },
      userAgent: USER_AGENT,
      reducedMotion: 'reduce',
    })
    hearArrivals(context, arrived)
    page = await openPage()
    return async () => {
      await tellPage({ task }, page, complaints)
      await context.close()
      if (complaints.length > 0) throw new Error(`The browser complained: ${complaints.join('; ')}`)
    }
  })

  return {
    get serverUrl() {
      return server.url
    },
    get context() {
      return context
    },
    get page() {
      return page
    },
    get complaints() {
      return complaints
    },
    get arrived() {
      return arrived
    },
    put: (path, body, { html = 'lang="en"' } = {}) => site.put(path, body, html),
    openPage,
    send: async <T>(method: string, path: string, body: object) => {
      const response = await fetch(server.url + path, {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`)
      return (await response.json()) as T
    },
    barriers: async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    },
  }
}
