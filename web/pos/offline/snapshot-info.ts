/** What is known of the snapshot that this till works from when it is alone. */
import { useSyncExternalStore } from 'react'

export type SnapshotInfo = {
  readonly snapshotId: string
  /** The server's time until which it was true, ms UTC */
  readonly trueAt: number
  readonly itemCount: number
}

let info: SnapshotInfo | undefined
const listeners = new Set<() => void>()

export const putSnapshotInfo = (
  change: (info: SnapshotInfo | undefined) => SnapshotInfo | undefined,
): void => {
  info = change(info)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSnapshotInfo = (): SnapshotInfo | undefined => useSyncExternalStore(subscribe, () => info)
