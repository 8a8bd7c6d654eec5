/** For whoever reads of a failed test: what the browser showed at its end. */
import type { Page } from 'playwright-core'
import type { TestContext } from 'vitest'

const CHARS_MAX = 4_000

/** Prints the address and the outline of the page, when the test failed. */
export const tellPage = async (
  { task }: Pick<TestContext, 'task'>,
  page: Page,
  complaints: readonly string[],
): Promise<void> => {
  if (task.result?.state !== 'fail') return
  const outline = await page
    .locator('body')
    .ariaSnapshot({ timeout: 5_000 })
    .catch((error: unknown) => `unknown, for ${String(error)}`)
  console.error(
    [`“${task.name}” failed at ${page.url()}`, ...complaints, outline.slice(0, CHARS_MAX)].join('\n'),
  )
}
