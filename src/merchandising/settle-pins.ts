/** Who stands where, when several rules want the same place. */
import type { Wanted, WantedAt } from './compile-rules.ts'

/**
 * The first that wants a place gets it. Only then do those that came too late go to the next free place after the one
 * they wanted, so that nobody loses a place to a rule that asked for another one.
 *
 * @param pins  in the order in which their rules win, each item once
 * @returns     by place, counted from 1
 * @complexity  nearly O(pins), also when all want the same place
 */
export const settlePins = (pins: readonly WantedAt[]): ReadonlyMap<number, Wanted> => {
  const settled = new Map<number, Wanted>()
  const late: WantedAt[] = []
  for (const pin of pins)
    if (settled.has(pin.slot)) late.push(pin)
    else settled.set(pin.slot, { item: pin.item, ruleId: pin.ruleId })
  /** By a place that is taken: one behind it, with nothing free between them. */
  const behind = new Map<number, number>()
  const freeFrom = (slot: number): number => {
    let free = slot
    while (settled.has(free)) free = behind.get(free) ?? free + 1
    for (let taken = slot; taken < free; ) {
      const next = behind.get(taken) ?? taken + 1
      behind.set(taken, free)
      taken = next
    }
    return free
  }
  for (const { item, slot, ruleId } of late) settled.set(freeFrom(slot), { item, ruleId })
  return settled
}
