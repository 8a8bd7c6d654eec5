/** Kills a process in the middle of its appends, and checks what is left. `crashRounds` may be run for as long as one likes. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ShopId } from '../../domain/ids.ts'
import type { LogRecord } from '../../domain/record.ts'
import type { Store } from '../ports.ts'
import { BATCH_LENGTH, batchOf } from './crash-child.test-support.ts'
import { openSqliteStore } from './open.ts'

export type CrashOptions = {
  /** The file, the same for all rounds: each round begins with what the crash before left. */
  readonly path: string
  readonly rounds: number
  /** Says after which acknowledgement each round is killed. */
  readonly seed: number
}

const SHOP = 'bakery' as ShopId
const ACKNOWLEDGED_MAX = 60

/** @source Marsaglia, "Xorshift RNGs", JSS 8(14), 2003 */
const nextRandom = (state: number): number => {
  let next = state
  next ^= next << 13
  next ^= next >>> 17
  next ^= next << 5
  return next >>> 0
}

/** The numbers of the batches that the child was told are kept, before it was killed. */
const acknowledgedUntilKill = async (
  path: string,
  round: number,
  killAfter: number,
): Promise<readonly number[]> => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./crash-child.test-support.ts', import.meta.url)), path, String(round)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const exited = once(child, 'exit')
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.endsWith('.')) continue
    acknowledged.push(Number(line.slice(0, -1)))
    if (acknowledged.length === killAfter) child.kill('SIGKILL')
  }
  const [, signal] = (await exited) as [number | null, string | null]
  assert.equal(signal, 'SIGKILL', 'the child must run until it is killed')
  return acknowledged
}

const readAll = async (store: Store): Promise<readonly LogRecord[]> => {
  const log: LogRecord[] = []
  for (;;) {
    const page = await store.readLog(SHOP, log.length, 10_000)
    if (page.length === 0) return log
    log.push(...page)
  }
}

/** @returns how many batches were acknowledged in all */
export const crashRounds = async ({ path, rounds, seed }: CrashOptions): Promise<number> => {
  const acknowledgedByRound: (readonly number[])[] = []
  let random = seed
  for (let round = 0; round < rounds; round++) {
    random = nextRandom(random)
    acknowledgedByRound.push(await acknowledgedUntilKill(path, round, 1 + (random % ACKNOWLEDGED_MAX)))
    const store = await openSqliteStore({ path })
    const log = await readAll(store)
    assert.deepEqual(
      log.map(({ seq }) => seq),
      log.map((_, k) => k + 1),
      'seq has no gap',
    )

    const countByBatch = new Map<string, number>()
    const eventIds = new Set<string>()
    for (const { op, id } of log) {
      const batch = id.slice(0, id.lastIndexOf('-'))
      countByBatch.set(batch, (countByBatch.get(batch) ?? 0) + 1)
      if (op !== 'event') continue
      assert.ok(!eventIds.has(id), `${id} is there once`)
      eventIds.add(id)
    }
    for (const [batch, count] of countByBatch) assert.equal(count, BATCH_LENGTH, `${batch} is kept whole`)
    for (const [of, numbers] of acknowledgedByRound.entries())
      for (const number of numbers)
        assert.ok(countByBatch.has(`${of}-${number}`), `${of}-${number} was acknowledged`)

    const lastNumber = acknowledgedByRound.at(-1)?.at(-1) as number
    const again = await store.append(SHOP, batchOf(round, lastNumber).slice(1), 1)
    assert.ok(
      again.every(({ isDuplicate }) => isDuplicate),
      'what was acknowledged is known',
    )
    for (const { kind, id, body } of log)
      if (kind === 'item')
        assert.equal((await store.readDocument(SHOP, kind, id))?.body, body, `${id} has its state`)
    await store.close()
  }
  return acknowledgedByRound.flat().length
}
