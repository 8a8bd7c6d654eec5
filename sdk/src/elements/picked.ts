/** What the events of a list bear. */
import type { SeenList } from '../tracker.ts'
import type { Entry } from './tile.ts'

/** An item of a list, and where it stood. Of tiles that the server of the page made, there is no more than the id. */
export type Picked = Pick<SeenList, 'list' | 'recommendationId'> &
  Partial<Entry> & {
    readonly itemId: string
    /** From 0. */
    readonly position: number
  }
