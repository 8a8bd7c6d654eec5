/** What an order leads to: buying again, sending back, saying how it was. */
import { type Draft, toLines } from './basket.ts'
import { agendaOf, browserRef, instantOf, isCustomer, own, type Visit } from './simulation.ts'
import { customerIdOf } from './shoppers.ts'

/** The chance that a buyer of something that runs out comes back for it in its time. */
export const REPEAT_CHANCE = 0.6
/** Standard deviation of the time, as a share of the interval. */
const REPEAT_SPREAD = 0.15
const SAME_PRODUCT_CHANCE = 0.8
const RATING_CHANCE = 0.1
const REFUND_CHANCE = 0.04
/** Clothes and shoes that do not fit. */
const SIZED_REFUND_CHANCE = 0.13

/** Plans the days after an order of the visit's basket. People who gave no name do nothing that we could tell. */
export const followUp = (
  visit: Visit,
  orderId: string,
  paid: readonly { readonly priceMinor?: number }[],
): void => {
  const { sim, r, shopper, ref, basket } = visit
  if (ref === undefined) return
  const { today, plan, columns } = sim
  const named = ref.customerId === undefined ? browserRef(shopper) : { customerId: customerIdOf(shopper) }
  const note = (
    daysLater: number,
    fields: Omit<Draft, 'eventId' | 'at' | 'channel'>,
    channel: string,
  ): void => {
    const day = today.day + daysLater
    const at = instantOf(sim, day, channel === 'web' ? 'web' : 'store', r)
    agendaOf(sim, day).drafts.push({ eventId: '', at, channel, ...fields })
  }
  for (const [k, line] of basket.entries()) {
    own(visit, line.index)
    const { form } = plan.shelves[columns.shelf[line.index]]
    if (form.repeatDays !== undefined && r.chance(REPEAT_CHANCE)) {
      const days = Math.max(5, Math.round(r.normal(form.repeatDays, form.repeatDays * REPEAT_SPREAD)))
      const others = columns.byShelf[columns.shelf[line.index]]
      const index = r.chance(SAME_PRODUCT_CHANCE) ? line.index : others[r.int(others.length)]
      agendaOf(sim, today.day + days).errands.push({ shopper, index })
    }
    if (isCustomer(sim, shopper) && r.chance(RATING_CHANCE)) {
      const rating = Math.min(5, Math.max(1, Math.round(r.normal(columns.quality[line.index], 0.8))))
      note(4 + r.int(12), { kind: 'product-rating', shopper: named, itemId: line.itemId, rating }, 'web')
    }
    if (r.chance(form.sizes === undefined ? REFUND_CHANCE : SIZED_REFUND_CHANCE)) {
      const priceMinor = paid[k]?.priceMinor ?? line.priceMinor
      note(
        4 + r.int(11),
        {
          kind: 'refund',
          shopper: named,
          orderId,
          lines: toLines([{ ...line, priceMinor }]),
          totalMinor: priceMinor * line.quantity,
          currency: 'GBP',
        },
        visit.channel,
      )
    }
  }
}
