/** `aisle train` and `aisle models` as a shell sees them. */
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Ended, run } from './run-command.ts'
import { temporaryFolder } from './temporary-folder.ts'

const json = ({ out }: Ended): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>

test('models are trained, listed, compared, rolled back and published', async () => {
  const folder = temporaryFolder()
  await run(folder, 'shops', 'create', 'bakery', '--currency', 'EUR', '--time-zone', 'Europe/Berlin')
  const orders = (from: number, ...itemIds: readonly string[]): string =>
    Array.from({ length: 3 }, (_, k) =>
      JSON.stringify({
        kind: 'order',
        orderId: `o${from + k}`,
        at: '2026-01-01',
        lines: itemIds.map((itemId) => ({ itemId })),
      }),
    ).join('\n')
  const trainOn = async (name: string, text: string): Promise<Ended> => {
    writeFileSync(join(folder, name), text)
    await run(folder, 'import', join(folder, name), '--shop', 'bakery')
    return run(folder, 'train', '--shop', 'bakery')
  }
  const models = async () =>
    json(await run(folder, 'models', 'list', '--shop', 'bakery', '--json'))['models'] as readonly {
      readonly modelVersion: string
      readonly isServing: boolean
    }[]
  expect((await run(folder, 'models', 'list', '--shop', 'bakery')).out).toContain('No model was trained yet')
  const { code, out } = await trainOn('one.jsonl', orders(1, 'rye', 'jam'))
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/Trained on 6 acts: 3 orders[^]*co-occurrence[^]*serves\./),
  ])
  await trainOn('two.jsonl', orders(4, 'rye', 'oat'))
  const [second, first] = (await models()).map(({ modelVersion }) => modelVersion) as [string, string]
  expect((await models()).map(({ isServing }) => isServing)).toEqual([true, false])
  const compared = json(await run(folder, 'models', 'compare', first, second, '--shop', 'bakery', '--json'))
  expect(compared['differences']).toContainEqual({ figure: 'orderCount', first: 3, second: 6 })
  expect((await run(folder, 'models', 'rollback', '--shop', 'bakery')).out).toContain(`${first} serves again`)
  expect((await models()).map(({ isServing }) => isServing)).toEqual([false, true])
  expect((await run(folder, 'models', 'rollback', '--shop', 'bakery')).err).toContain('[MODEL_UNKNOWN]')
  expect((await run(folder, 'models', 'publish', second, '--shop', 'bakery')).out).toContain(
    `${second} serves`,
  )
  truncateSync(join(folder, 'models', 'bakery', `${second}.model`), 99)
  expect((await models()).map(({ modelVersion }) => modelVersion)).toEqual([first])
  truncateSync(join(folder, 'models', 'bakery', `${first}.model`), 99)
  const damaged = await run(folder, 'models', 'list', '--shop', 'bakery')
  expect([damaged.code, damaged.out]).toEqual([0, expect.stringContaining('cannot be read')])
  for (const said of [first, second, 'npx aisle train --shop bakery']) expect(damaged.out).toContain(said)
  expect(damaged.out).not.toContain('No model was trained yet')
  expect((await run(folder, 'doctor')).out).toContain('Model of bakery')
  expect((await run(folder, 'train', '--shop', 'bakery', '--recipes', 'sourdough')).err).toContain(
    'co-occurrence',
  )
})
