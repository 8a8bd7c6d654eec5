/** `aisle evaluate` from the shop's log to the page and the choice. */
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readChoice } from '../src/jobs/evaluate/choice.ts'
import { serve } from '../src/server/serve.ts'
import { begin, run } from './run-command.ts'
import { testSettings } from './start-test-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

const ONLY_POPULAR = ['--jobs', 'popular,next-item', '--recipes', 'co-occurrence', '--budget-seconds', '1']

test('evaluates a shop, writes the page, and leaves the choice to training', async () => {
  const folder = temporaryFolder()
  const page = join(folder, 'report.html')
  await run(folder, 'demo', '--size', 'tiny', '--json')
  const { code, out, err } = await run(
    folder,
    'evaluate',
    '--shop',
    'demo',
    ...ONLY_POPULAR,
    '--report',
    page,
    '--json',
  )
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const { choice, jobs, counts } = JSON.parse(out) as {
    choice: Record<string, { recipe: string }>
    jobs: readonly { job: string; results: readonly { recipe: string }[] }[]
    counts: { items: number }
  }
  expect(counts.items).toBe(60)
  expect(jobs.map(({ job }) => job)).toEqual(['popular', 'next-item'])
  expect(jobs[1]?.results.map(({ recipe }) => recipe).toSorted()).toEqual(['co-occurrence', 'popularity'])
  expect(choice['popular']?.recipe).toBe('popularity')
  expect(await readChoice(join(folder, 'models', 'demo'))).toEqual(choice)
  expect(readFileSync(page, 'utf8')).toContain('<h1>Evaluation of demo</h1>')

  const train = await run(folder, 'train', '--shop', 'demo', '--json')
  expect(train.code).toBe(0)
})

test('what is asked for must be there', async () => {
  const folder = temporaryFolder()
  const asked = async (...args: readonly string[]): Promise<string> =>
    (await run(folder, 'evaluate', '--shop', 'demo', ...args)).err
  expect(await asked('--jobs', 'bread')).toContain(
    'There is no bread in --jobs.\nChoose of next-item, next-basket',
  )
  expect(await asked('--recipes', 'bread')).toContain('There is no bread in --recipes.')
  expect(await asked('--budget-seconds', 'soon')).toContain(
    '--budget-seconds soon is not a whole number from 1.',
  )
  expect(await asked()).toContain('There is no shop "demo".')
})

test('a page that cannot be written is said before the work', async () => {
  const folder = temporaryFolder()
  await run(folder, 'demo', '--size', 'tiny', '--json')
  const page = join(folder, 'nowhere', 'report.html')
  const { code, err } = await run(folder, 'evaluate', '--shop', 'demo', ...ONLY_POPULAR, '--report', page)
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(page) })
  expect(existsSync(join(folder, 'models', 'demo', 'choice.json'))).toBe(false)
})

test('a folder that a server holds is not evaluated, and the remedy is said', async () => {
  const folder = temporaryFolder()
  const running = await serve({ settings: testSettings(folder) })
  try {
    const { code, err } = await run(folder, 'evaluate', '--shop', 'demo')
    expect(code).toBe(1)
    expect(err).toContain(
      'Stop the server meanwhile, or evaluate a copy of its data folder with AISLE_DATA. [STORE_BUSY]',
    )
  } finally {
    await running.close()
  }
})

test('Ctrl-C ends an evaluation with 130 and keeps nothing', async () => {
  const folder = temporaryFolder()
  await run(folder, 'demo', '--size', 'tiny', '--json')
  const { child, ended } = begin(folder, ['evaluate', '--shop', 'demo', '--budget-seconds', '600'])
  await once(child.stderr, 'data')
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  expect(existsSync(join(folder, 'models', 'demo', 'choice.json'))).toBe(false)
})
