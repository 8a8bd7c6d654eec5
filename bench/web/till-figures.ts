/** How fast a till proposes, with the server and without. */
import type { Browser, Page } from 'playwright-core'
import type { Figures } from '../result.ts'
import { median } from '../statistics.ts'
import { DESKTOP, openContext } from './browser.ts'
import { scan, signInAtTill, waitForSnapshot } from './steps.ts'

const LIST = 'section[aria-label="Goes with this basket"]'

const STILL_MS = 700
/** A list that is the same after this is the answer to the new basket too; it says nothing of the time. */
const UNCHANGED_MS = 3_000

type Stage = { readonly browser: Browser; readonly url: string; readonly rounds: number }

/** From the scan to the first proposal for the new basket, ms. */
const timeToProposal = async (page: Page, code: string): Promise<number> => {
  // What the last scan brought is still.
  await page.waitForTimeout(STILL_MS)
  await page.evaluate(`void (window.__proposal = new Promise((resolve) => {
    const list = ${JSON.stringify(LIST)}
    const textOf = () => document.querySelector(list)?.innerText
    const before = textOf()
    addEventListener('keydown', function onKey({ key }) {
      if (key !== 'Enter') return
      removeEventListener('keydown', onKey, true)
      const beganAt = performance.now()
      const look = () => {
        const isThere = document.querySelector(list + ' .suggestion-add') !== null
        const ms = performance.now() - beganAt
        if (isThere && textOf() !== before) resolve(ms)
        else if (ms > ${UNCHANGED_MS}) resolve(NaN)
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }, true)
  }))`)
  await scan(page, code)
  return page.evaluate<number>('window.__proposal')
}

const itemsOf = async (page: Page): Promise<readonly string[]> => {
  const answer = await page.request.get('/api/v1/items?shop=demo&channel=store-london&limit=200')
  const { items } = (await answer.json()) as { items: { itemId: string; skus?: unknown }[] }
  return items.filter(({ skus }) => skus === undefined).map(({ itemId }) => itemId)
}

export const measureTill = async ({ browser, url, rounds }: Stage): Promise<readonly Figures[]> => {
  const context = await openContext(browser, url, DESKTOP)
  const page = await context.newPage()
  await page.goto('/pos/')
  await signInAtTill(page)
  const codes = await itemsOf(page)
  const count = Math.max(3, rounds * 2)
  const rowOf = (what: string, samples: readonly number[]): Figures => ({
    what,
    medianMs: median(samples),
    slowestMs: Math.max(...samples),
    n: samples.length,
  })
  const sample = async (from: number): Promise<number[]> => {
    const samples: number[] = []
    for (const code of codes.slice(from, from + count)) samples.push(await timeToProposal(page, code))
    return samples.filter(Number.isFinite)
  }
  const online = await sample(0)
  await waitForSnapshot(page)
  await context.setOffline(true)
  const offline = await sample(count)
  const beganAt = performance.now()
  await page.reload()
  await page.locator(`${LIST} .suggestion-add`).first().waitFor()
  const reloadMs = performance.now() - beganAt
  await context.close()
  return [
    rowOf('scan, list for the basket, server there', online),
    rowOf('scan, list for the basket, network down', offline),
    rowOf('reload without network, list for the basket', [reloadMs]),
  ]
}
