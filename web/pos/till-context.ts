/** What the screens of a till share. */
import { createContext, use } from 'react'
import type { Channel, Customer, EventDraft, Item, Shop } from '../shared/wire.ts'
import type { PosSession } from './sign-in/session.ts'
import type { Source } from './source.ts'
import type { ListPlace, Ticket } from './ticket/ticket.ts'

export type Till = {
  readonly shop: Shop
  readonly session: PosSession
  readonly channelId: string
  readonly channels: readonly Channel[]
  readonly source: Source
  readonly ticket: Ticket
  readonly setTicket: (change: (ticket: Ticket) => Ticket) => void
  /** Of the ticket, once their profile is known. */
  readonly customer: Customer | undefined
  readonly setCustomer: (customer: Customer | undefined) => void
  /** Adds it, or asks first which variant it is, or what it costs. @param from  the place in a list that it was taken from */
  readonly add: (item: Item, sku?: string, from?: ListPlace) => void
  /** From a tile, which does not know the variants. */
  readonly addById: (itemId: string, from?: ListPlace) => Promise<void>
  /** Tells what a list did for the ticket. Nobody waits for it. */
  readonly tell: (draft: EventDraft) => void
  /** Another number once a sale was finished: lists count it. */
  readonly round: number
  readonly openScreen: (...path: readonly string[]) => void
  /** For a moment, to who looks and to who listens. */
  readonly say: (text: string) => void
}

export const TillContext = createContext<Till | undefined>(undefined)

export const useTill = (): Till => {
  const till = use(TillContext)
  if (till === undefined) throw new Error('There is no till around this.')
  return till
}
