/** Who stands where, when several rules want the same place. */
import type { Wanted, WantedAt } from './compile-rules.ts'

/**
 * The first that wants a place gets it. Only then do those that came too late go to the next free place after the one
 * they wanted, so that nobody loses a place to a rule that asked for another one.
 *
 * @param pins  in the order in which their rules win, each item once
 * @returns     by place, counted from 1
 */
export const settlePins = (pins: readonly WantedAt[]): ReadonlyMap<number, Wanted> => {
  const settled = new Map<number, Wanted>()
  const late: WantedAt[] = []
  for (const pin of pins)
    if (settled.has(pin.slot)) late.push(pin)
    else settled.set(pin.slot, { item: pin.item, ruleId: pin.ruleId })
  for (const { item, slot, ruleId } of late) {
    let free = slot
    while (settled.has(free)) free++
    settled.set(free, { item, ruleId })
  }
  return settled
}
