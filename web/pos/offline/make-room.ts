/** When the disk is full: what a till can do without makes room for a sale. */
import { dropListEvents } from './list-events-queue.ts'
import { dropPictures } from './pictures-ahead.ts'

export const makeRoom = async (): Promise<void> => {
  await dropPictures()
  await dropListEvents()
}
