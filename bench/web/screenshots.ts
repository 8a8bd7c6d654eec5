/** `npm run screenshots`: every screen of the web apps at the widths of phone, tablet and desktop, as pictures to look at. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { progressBar } from '../../src/cli/progress-bar.ts'
import { openWorkspace } from '../workspace.ts'
import { DESKTOP, type Device, openBrowser, openContext, PHONE, TABLET } from './browser.ts'
import { startDemoServer } from './demo-server.ts'
import { type Screen, SCREENS } from './screens.ts'

const DEVICES = [PHONE, TABLET, DESKTOP]

const PICTURES = fileURLToPath(new URL('../../docs/pictures', import.meta.url))
const TOUR_WIDTH = 1_000
const SHOWN_MS_MAX = 10_000

const USAGE =
  'npm run screenshots -- [--tour] [--out FOLDER] [--url SERVER] [NAME…]   names as in bench/web/screens.ts; all without. --tour makes the pictures of the README.'

type Order = {
  readonly folder: string
  readonly url: string | undefined
  readonly names: readonly string[]
  readonly isTour: boolean
}

/** @throws Error saying how it is called */
const readOrder = (args: readonly string[]): Order => {
  const names: string[] = []
  let folder = 'screenshots'
  let url: string | undefined
  let isTour = false
  for (let k = 0; k < args.length; k++) {
    const arg = args[k] as string
    const value = args[k + 1]
    if (arg === '--out' && value !== undefined) folder = args[++k] as string
    else if (arg === '--tour') isTour = true
    else if (arg === '--url' && value !== undefined) url = args[++k]
    else if (SCREENS.some(({ name }) => name === arg)) names.push(arg)
    else throw new Error(`${arg} is no screen. ${USAGE}`)
  }
  return { folder: resolve(folder), url, names, isTour }
}

const takePicture = async (
  browser: Browser,
  url: string,
  screen: Screen,
  device: Device,
  path: string,
): Promise<void> => {
  const context = await openContext(browser, url, device)
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(SHOWN_MS_MAX)
    await page.goto(screen.path)
    await screen.steps?.(page)
    await page.locator(screen.shown).first().waitFor({ timeout: SHOWN_MS_MAX })
    // Pictures further down come when they are scrolled to; here the whole page is looked at.
    await page.evaluate("for (const picture of document.images) picture.loading = 'eager'")
    await page.waitForLoadState('networkidle')
    // A long page is looked at in a window as high as itself, so that what sticks to the window's edge hides nothing.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    if (screen.app === 'storefront' && screen.isWhole !== false && !isTour)
      await page.setViewportSize({ width: device.width, height: Math.max(device.height, height) })
    await page.screenshot({ path })
  } finally {
    await context.close()
  }
}

const { folder, url: given, names, isTour } = readOrder(process.argv.slice(2))
const workspace = openWorkspace()
const server = given === undefined ? await startDemoServer(workspace, 'demo') : undefined
const url = given ?? server?.url ?? ''
const browser = await openBrowser()
const wanted = SCREENS.filter(
  ({ name, tour }) => (names.length === 0 || names.includes(name)) && (!isTour || tour !== undefined),
)
const devices = isTour ? [DESKTOP] : DEVICES
const bar = progressBar('Taking pictures', 'screens', true, () => Date.now())
const failures: string[] = []
mkdirSync(folder, { recursive: true })
let done = 0
for (const screen of wanted)
  for (const device of devices) {
    const path = join(folder, `${screen.app}-${screen.name}-${device.name}.png`)
    await takePicture(browser, url, screen, device, path).catch((error: unknown) =>
      failures.push(`${screen.name} on ${device.name}: ${String(error).split('\n')[0]}`),
    )
    bar.update(++done, wanted.length * devices.length)
  }
bar.end()
if (isTour)
  for (const { app, name, tour } of wanted)
    await sharp(join(folder, `${app}-${name}-${DESKTOP.name}.png`))
      .resize({ width: TOUR_WIDTH })
      .png({ palette: true, colours: 128, effort: 10 })
      .toFile(join(PICTURES, `${tour}.png`))
      .catch((error: unknown) => failures.push(String(error)))
await browser.close()
await server?.stop()
process.stdout.write(`${done - failures.length} pictures are in ${folder}.\n`)
for (const failure of failures) process.stderr.write(`${failure}\n`)
process.exit(failures.length === 0 ? 0 : 1)
