/** Where a browser stands in its history: one id for an entry, however often it is come back to or loaded again. */
import { randomId } from './random-id.ts'

export type EntryState = { readonly entryId: string }

const isEntry = (state: unknown): state is EntryState =>
  typeof state === 'object' && state !== null && 'entryId' in state && typeof state.entryId === 'string'

export const newEntry = (): EntryState => ({ entryId: randomId() })

/** The id of the entry that shows; it gets one when it has none yet. */
export const entryId = (): string => {
  const known: unknown = history.state
  if (isEntry(known)) return known.entryId
  const entry = newEntry()
  history.replaceState(entry, '')
  return entry.entryId
}
