import { expect, test } from 'vitest'
import { ShopView } from '../views/shop-view.ts'
import { findCustomers } from './find-customers.ts'

const view = new ShopView({ shop: 'bakery', currency: 'EUR', timeZone: 'UTC' })
const names = Array.from(
  { length: 60 },
  (_, k) => `${k % 3 === 0 ? 'Kim' : 'Lou Kim'} ${String((k * 37) % 60).padStart(2, '0')}`,
)
for (const [k, name] of names.entries())
  view.customers.set(`n-${k}`, { customerId: `n-${k}`, name, phone: `+49 30 ${k}000` })

test('of many that are meant, the likeliest are given', async () => {
  const { customers, isCut } = await findCustomers(view, 'kim', 5)
  const likeliest = names.filter((name) => name.startsWith('Kim')).sort()
  expect(customers.map(({ name }) => name)).toEqual(likeliest.slice(0, 5))
  expect(isCut).toBe(true)
  const all = await findCustomers(view, 'kim', 60)
  expect([all.customers.length, all.isCut]).toEqual([60, false])
})

test('zeros alone are nobody’s telephone', async () => {
  expect((await findCustomers(view, '0000', 5)).customers).toEqual([])
  expect((await findCustomers(view, '0 30 / 7000', 5)).customers).toHaveLength(1)
})
