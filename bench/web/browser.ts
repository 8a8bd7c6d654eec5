/** A browser without a window, and the devices that pages are looked at with. */
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'

export type Device = {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly isTouch: boolean
  /** How much slower than this machine its processor is. */
  readonly cpuSlowdown: number
  /** Absent, the network of this machine. */
  readonly network?: { readonly kbitPerSecond: number; readonly roundTripMs: number }
}

export const DESKTOP: Device = { name: 'desktop', width: 1280, height: 800, isTouch: false, cpuSlowdown: 1 }
export const TABLET: Device = { name: 'tablet', width: 820, height: 1180, isTouch: true, cpuSlowdown: 1 }
export const PHONE: Device = { name: 'phone', width: 360, height: 740, isTouch: true, cpuSlowdown: 1 }
/** What Lighthouse calls slow 4G, on a processor a quarter as fast. */
export const SLOW_PHONE: Device = {
  ...PHONE,
  name: 'slow phone',
  cpuSlowdown: 4,
  network: { kbitPerSecond: 1_638, roundTripMs: 150 },
}

/** What a server would keep in quarantine as a program's, were it said. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** @throws Error when there is no Chromium */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error('There is no Chromium on this machine. Install one, or name it in AISLE_CHROMIUM.')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic', '--no-first-run'] })
}

/** A visitor that nothing is known of. */
export const openContext = (browser: Browser, baseURL: string, device: Device): Promise<BrowserContext> =>
  browser.newContext({
    baseURL,
    userAgent: USER_AGENT,
    viewport: { width: device.width, height: device.height },
    hasTouch: device.isTouch,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
