import { expect, test } from 'vitest'
import { WhoseVisits } from './whose-visits.ts'

/** `phone` is a visit, `phone=anna` names somebody, `phone~anna` acts as somebody. */
const ownersOf = (...events: readonly string[]): Record<string, string> => {
  const visits = new WhoseVisits<number>()
  const owners: Record<string, string> = {}
  for (const [k, text] of events.entries()) {
    const [visitorId, customerId] = text.split(/[=~]/)
    const shopper = { visitorId: visitorId as string, ...(customerId !== undefined && { customerId }) }
    for (const { visit, customerId: owner } of visits.take({ shopper, isEmulated: text.includes('~') }, k))
      owners[visit] = owner
  }
  return owners
}

test('a browser is of who was last named in it, and before of the first who is', () => {
  expect(ownersOf('phone', 'phone=anna', 'phone', 'phone=ben', 'phone', 'phone=anna', 'phone')).toEqual({
    0: 'anna',
    2: 'anna',
    4: 'ben',
    6: 'anna',
  })
})

test('browsers are told apart; of one that is nobody’s nothing is said, and acting as somebody names nobody', () => {
  expect(ownersOf('phone', 'tablet', 'tablet=ben', 'phone~anna', 'phone')).toEqual({ 1: 'ben' })
})
