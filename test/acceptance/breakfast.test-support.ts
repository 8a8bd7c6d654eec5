/** A shop of people who eat breakfast in two ways. */
import { daysAgo, order, type TestShop, times } from './shop.test-support.ts'

export const as = (customerId: string) => ({ shopper: { customerId } })
export const bought = (customerId: string, itemIds: readonly string[], rest: object = {}) => ({
  ...order(...itemIds),
  at: daysAgo(20),
  ...as(customerId),
  ...rest,
})

/** Tea goes with mugs, rye with jam: twelve people of each sort. Anna, Ben, Cleo and Dan are beside them. */
export const breakfastIn = async (
  newShop: (rest?: object) => Promise<TestShop>,
  rest: object = {},
): Promise<TestShop> => {
  const shop = await newShop(rest)
  await shop.put(
    'items',
    ...['tea', 'mug', 'spoon', 'rye', 'jam', 'butter', 'lamp'].map((itemId) => ({ itemId, title: itemId })),
  )
  await shop.put('customers', ...['anna', 'ben', 'cleo', 'dan'].map((customerId) => ({ customerId })))
  await shop.send(
    ...times(12, (k) => bought(`tea-${k}`, k % 2 === 0 ? ['tea', 'mug'] : ['tea', 'mug', 'spoon'])),
    ...times(12, (k) => bought(`rye-${k}`, k % 2 === 0 ? ['rye', 'jam'] : ['rye', 'jam', 'butter'])),
  )
  return shop
}
