/** `bench web`: what the screens cost people who look at them, in a real browser before a real server. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { progressBar } from '../src/cli/progress-bar.ts'
import type { Bench, BenchContext, Figures, Measured } from './result.ts'
import { median } from './statistics.ts'
import { amount } from './table.ts'
import { DESKTOP, type Device, openBrowser, openContext, PHONE, SLOW_PHONE, TABLET } from './web/browser.ts'
import { startDemoServer } from './web/demo-server.ts'
import { measurePage, measureTap, type PageFigures } from './web/page-figures.ts'
import { type Screen, SCREENS, TAPS } from './web/screens.ts'
import { sdkSizes } from './web/sdk-sizes.ts'
import { measureTill } from './web/till-figures.ts'

const ROUNDS = 5
const QUICK_ROUNDS = 1
const PAGE_DEVICES = [DESKTOP, SLOW_PHONE]
const SHOWN_MS_MAX = 10_000
const LOOKED_AT = [PHONE, TABLET, DESKTOP]

type Stage = { readonly browser: Browser; readonly url: string; readonly rounds: number }

const opened = SCREENS.filter(({ steps }) => steps === undefined)

const loadOf = async ({ browser, url, rounds }: Stage, screen: Screen, device: Device): Promise<Figures> => {
  const samples: PageFigures[] = []
  for (let round = 0; round < rounds; round++) {
    const context = await openContext(browser, url, device)
    samples.push(await measurePage(context, device, screen.path, screen.list))
    await context.close()
  }
  const mid = (of: (figures: PageFigures) => number | null): number | null => {
    const values = samples.map(of)
    return values.every((value) => value !== null) ? median(values) : null
  }
  return {
    screen: `${screen.app}: ${screen.name}`,
    device: device.name,
    firstPaintMs: mid(({ firstPaintMs }) => firstPaintMs),
    largestPaintMs: mid(({ largestPaintMs }) => largestPaintMs),
    listMs: mid(({ listMs }) => listMs),
    layoutShift: Math.max(...samples.map(({ layoutShift }) => layoutShift)),
    blockingMs: mid(({ blockingMs }) => blockingMs),
    longTaskCount: mid(({ longTaskCount }) => longTaskCount),
    scriptKb: mid(({ scriptBytes }) => scriptBytes / 1_000),
    styleKb: mid(({ styleBytes }) => styleBytes / 1_000),
  }
}

const tapOf = async (
  { browser, url, rounds }: Stage,
  { name, from, link, to, list }: (typeof TAPS)[number],
): Promise<Figures> => {
  const samples: number[] = []
  for (let round = 0; round < rounds * 2; round++) {
    const context = await openContext(browser, url, DESKTOP)
    const page = await context.newPage()
    await page.goto(from)
    await page.locator(link).first().waitFor()
    await page.waitForLoadState('networkidle')
    samples.push(await measureTap(page, link, to, list))
    await context.close()
  }
  return { tap: name, medianMs: median(samples), slowestMs: Math.max(...samples), n: samples.length }
}

/** What axe finds on a screen, of any weight, and how much wider than its window it is. */
const barriersOf = async ({ browser, url }: Stage, screen: Screen, device: Device): Promise<Figures> => {
  const context = await openContext(browser, url, device)
  const named = { screen: `${screen.app}: ${screen.name}`, device: device.name }
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(SHOWN_MS_MAX)
    await page.goto(screen.path)
    await screen.steps?.(page)
    await page.locator(screen.shown).first().waitFor()
    await page.waitForLoadState('networkidle')
    const { violations } = await new AxeBuilder({ page }).analyze()
    const overflowPx = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    return {
      ...named,
      violations: violations.map(({ id }) => id).join(', '),
      overflowPx: Math.max(0, overflowPx),
    }
  } catch (error) {
    return { ...named, violations: `does not show: ${String(error).split('\n')[0]}`, overflowPx: 0 }
  } finally {
    await context.close()
  }
}

const run = async (context: BenchContext): Promise<Measured> => {
  const server = await startDemoServer(context.workspace, context.isQuick ? 'small' : 'demo')
  const browser = await openBrowser()
  const rounds = context.rounds ?? (context.isQuick ? QUICK_ROUNDS : ROUNDS)
  const stage: Stage = { browser, url: server.url, rounds }
  const bar = progressBar('Looking at screens', 'screens', context.showsProgress, () => Date.now())
  const total = opened.length * PAGE_DEVICES.length + SCREENS.length * LOOKED_AT.length + TAPS.length
  let done = 0
  const step = <T>(value: T): T => {
    bar.update(++done, total)
    return value
  }
  const loads: Figures[] = []
  for (const screen of opened)
    for (const device of PAGE_DEVICES) loads.push(step(await loadOf(stage, screen, device)))
  const taps: Figures[] = []
  for (const tap of TAPS) taps.push(step(await tapOf(stage, tap)))
  const barriers: Figures[] = []
  for (const screen of SCREENS)
    barriers.push(
      ...(await Promise.all(LOOKED_AT.map(async (device) => step(await barriersOf(stage, screen, device))))),
    )
  bar.end()
  const till = await measureTill(stage)
  const sizes = await sdkSizes()
  await browser.close()
  await server.stop()
  const found = barriers.filter(({ violations, overflowPx }) => violations !== '' || overflowPx !== 0)
  const shifted = loads.filter(({ layoutShift }) => (layoutShift as number) > 0)
  return {
    isWell: found.length === 0 && sizes.every(({ kb, limitKb }) => (kb as number) <= (limitKb as number)),
    method: [
      `Chromium without a window on the machine of the server, each page in a new context with an empty cache, ${rounds} rounds; medians, of layout shift the largest. “Slow phone” is 360 × 740 with a processor ${SLOW_PHONE.cpuSlowdown} times slower, ${SLOW_PHONE.network?.kbitPerSecond} kbit/s and ${SLOW_PHONE.network?.roundTripMs} ms to the server. “List” is when the first product of a list can be seen. Blocking is what tasks took beyond 50 ms each.`,
    ],
    tables: [
      {
        title: 'Opening a page',
        columns: [
          { key: 'screen', title: 'screen' },
          { key: 'device', title: 'device' },
          { key: 'firstPaintMs', title: 'first paint ms', digits: 0 },
          { key: 'largestPaintMs', title: 'largest paint ms', digits: 0 },
          { key: 'listMs', title: 'list ms', digits: 0 },
          { key: 'layoutShift', title: 'layout shift', digits: 3 },
          { key: 'blockingMs', title: 'blocking ms', digits: 0 },
          { key: 'longTaskCount', title: 'long tasks', digits: 0 },
          { key: 'scriptKb', title: 'scripts kB', digits: 0 },
          { key: 'styleKb', title: 'styles kB', digits: 0 },
        ],
        rows: loads,
      },
      {
        title: 'From a tap to the list of the next page',
        columns: [
          { key: 'tap', title: 'from, to' },
          { key: 'medianMs', title: 'median ms', digits: 0 },
          { key: 'slowestMs', title: 'slowest ms', digits: 0 },
          { key: 'n', title: 'n', digits: 0 },
        ],
        rows: taps,
      },
      {
        title: 'The till without a network',
        columns: [
          { key: 'what', title: 'what' },
          { key: 'medianMs', title: 'median ms', digits: 0 },
          { key: 'slowestMs', title: 'slowest ms', digits: 0 },
          { key: 'n', title: 'n', digits: 0 },
        ],
        rows: till,
      },
      {
        title: 'What a shop loads',
        columns: [
          { key: 'bundle', title: 'bundle' },
          { key: 'kb', title: 'kB, gzip', digits: 2 },
          { key: 'limitKb', title: 'at most', digits: 0 },
        ],
        rows: sizes,
      },
    ],
    findings: [
      `axe finds ${found.length === 0 ? 'nothing' : found.map((row) => `${row['violations']} (${row['screen']}, ${row['device']})`).join('; ')} on ${SCREENS.length} screens at ${LOOKED_AT.map(({ width }) => width).join(', ')} px, and no page is wider than its window${found.some(({ overflowPx }) => overflowPx !== 0) ? ' but those' : ''}.`,
      shifted.length === 0
        ? 'Nothing moves while a page loads.'
        : `Things move on ${shifted.map(({ screen, device, layoutShift }) => `${screen}, ${device} (${amount(layoutShift as number, 3)})`).join('; ')}.`,
    ],
  }
}

export const webBench: Bench = {
  name: 'web',
  summary: 'first paint, layout shift, lists and accessibility of every screen; sizes of the SDK',
  run,
}
