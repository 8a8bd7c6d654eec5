/** What a page costs the person before it, told by the browser itself. */
import type { BrowserContext, Page } from 'playwright-core'
import type { Device } from './browser.ts'

export type PageFigures = {
  /** From the start of the navigation, ms. */
  readonly firstPaintMs: number
  readonly largestPaintMs: number
  /** Until the first product of a list shows; null on a page without lists. */
  readonly listMs: number | null
  /** Sum of the scores of unexpected shifts (Layout Instability API); 0 is still. */
  readonly layoutShift: number
  /** Of all tasks what went beyond 50 ms each. */
  readonly blockingMs: number
  readonly longTaskCount: number
  /** As they came over the network. */
  readonly scriptBytes: number
  readonly styleBytes: number
  readonly requestCount: number
}

/** A list that takes longer is not there. */
const LIST_MS_MAX = 30_000

/** Runs before the page does. */
const WATCH = `(() => {
  const figures = { largestPaintMs: 0, layoutShift: 0, blockingMs: 0, longTaskCount: 0, listMs: null }
  window.__pageFigures = figures
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  watch('largest-contentful-paint', (entry) => { figures.largestPaintMs = entry.startTime })
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) figures.layoutShift += entry.value })
  watch('longtask', (entry) => { figures.longTaskCount += 1; figures.blockingMs += entry.duration - 50 })
  window.__listShown = (selector) => {
    const look = () => {
      if (document.querySelector(selector) !== null) figures.listMs ??= performance.now()
      else requestAnimationFrame(look)
    }
    look()
  }
})()`

const READ = `(() => {
  const resources = performance.getEntriesByType('resource')
  const bytes = (kind) => resources.filter(({ name }) => new URL(name).pathname.endsWith(kind)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  const { largestPaintMs, layoutShift, blockingMs, longTaskCount, listMs } = window.__pageFigures
  return {
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    largestPaintMs, listMs, layoutShift, blockingMs, longTaskCount,
    scriptBytes: bytes('.js'), styleBytes: bytes('.css'), requestCount: resources.length + 1,
  }
})()`

/** Makes the device as slow as it is. */
const slowDown = async (context: BrowserContext, page: Page, device: Device): Promise<void> => {
  const session = await context.newCDPSession(page)
  if (device.cpuSlowdown > 1)
    await session.send('Emulation.setCPUThrottlingRate', { rate: device.cpuSlowdown })
  if (device.network === undefined) return
  const bytesPerSecond = (device.network.kbitPerSecond * 1_000) / 8
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: device.network.roundTripMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}

/** Opens the page with an empty cache and waits until it is at rest. */
export const measurePage = async (
  context: BrowserContext,
  device: Device,
  path: string,
  listSelector: string | undefined,
): Promise<PageFigures> => {
  const page = await context.newPage()
  try {
    await slowDown(context, page, device)
    await page.addInitScript(WATCH)
    if (listSelector !== undefined)
      await page.addInitScript(
        `addEventListener('DOMContentLoaded', () => window.__listShown(${JSON.stringify(listSelector)}))`,
      )
    await page.goto(path)
    if (listSelector !== undefined) await page.locator(listSelector).first().waitFor({ timeout: LIST_MS_MAX })
    await page.waitForLoadState('networkidle')
    return await page.evaluate<PageFigures>(READ)
  } finally {
    await page.close()
  }
}

/**
 * From the tap on a link of the page to the moment its target shows a product of a list.
 *
 * @returns ms
 */
export const measureTap = async (page: Page, link: string, path: string, list: string): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const link = document.querySelector(${JSON.stringify(link)})
    const old = document.querySelector('main')?.firstElementChild
    const beganAt = performance.now()
    link.click()
    const look = () => {
      const isThere = location.pathname.includes(${JSON.stringify(path)}) && document.querySelector('main')?.firstElementChild !== old
      if (isThere && document.querySelector(${JSON.stringify(list)}) !== null) resolve(performance.now() - beganAt)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })`)
