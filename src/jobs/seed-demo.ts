/** Brings the demo world into a shop, through the same door as everyone's data. */
import { AisleError } from '../domain/errors.ts'
import type { World } from '../world/world.ts'
import type { Outcome, SentKind, Sink } from './sink.ts'

const BATCH = 1_000

/** Groups of at most `size`, without holding more than one. */
function* batches<T>(values: Iterable<T>, size: number): Generator<readonly T[], void, undefined> {
  let batch: T[] = []
  for (const value of values) {
    batch.push(value)
    if (batch.length === size) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/** The world is ours: a record of it that is refused is a fault of this program. */
const checkAll = (kind: SentKind, outcomes: readonly Outcome[]): void => {
  const bad = outcomes.find((outcome) => outcome.status === 'rejected')
  if (bad?.status === 'rejected')
    throw new AisleError('INTERNAL', `The demo's ${kind} were refused: ${bad.field} ${bad.message}.`)
}

export type SeedProgress = (done: number, total: number) => void

/**
 * Can be interrupted and run again: the ids are the same, so what is there stays.
 *
 * @returns events that are now in the shop
 */
export const seedDemo = async (
  world: World,
  sink: Sink,
  progress: SeedProgress,
  signal?: AbortSignal,
): Promise<number> => {
  const { itemCount, customerCount, eventCountTarget } = world.counts
  const total = itemCount + customerCount + eventCountTarget
  let done = 0
  let events = 0
  const send = async (kind: SentKind, records: Iterable<unknown>): Promise<void> => {
    for (const batch of batches(records, BATCH)) {
      if (signal?.aborted === true) return
      checkAll(kind, await sink.send(kind, batch))
      done += batch.length
      if (kind === 'events') events += batch.length
      progress(Math.min(done, total), total)
    }
  }
  await send('channels', world.channels)
  await send('registers', world.tills.registers)
  await send('associates', world.tills.associates)
  await send('items', world.items)
  await send('curated-lists', world.curatedLists)
  await send('customers', world.customers)
  await send('events', world.events())
  return events
}
