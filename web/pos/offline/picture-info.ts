/** How many pictures this till has for when it is alone. */
import { useSyncExternalStore } from 'react'

export type PictureInfo = {
  readonly kept: number
  /** That it means to keep. */
  readonly wanted: number
  readonly bytes: number
  /** Why it takes no more, when it does not. */
  readonly stoppedBy?: 'room' | 'saving'
}

let info: PictureInfo | undefined
const listeners = new Set<() => void>()

export const putPictureInfo = (next: PictureInfo | undefined): void => {
  info = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePictureInfo = (): PictureInfo | undefined => useSyncExternalStore(subscribe, () => info)
