import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type BasketLine,
  QUANTITY_MAX,
  addLine,
  basketItemIds,
  isLines,
  knownPriceIn,
  lineKey,
  lineOf,
  priceIn,
  setQuantity,
  stockIn,
  totalMinor,
  unitCount,
  variantName,
  wireLines,
} from './basket-line.ts'

const bread: BasketLine = { itemId: 'bread', quantity: 1, priceMinor: 250, title: 'Bread' }
const jam: BasketLine = {
  itemId: 'jam',
  sku: 'jam-plum',
  quantity: 2,
  priceMinor: 399,
  title: 'Jam',
  variant: 'Plum',
}

test('the same variant goes on the line that has it, another one on a line of its own', () => {
  const lines = addLine(addLine(addLine([], jam), { ...jam, quantity: 3 }), { ...jam, sku: 'jam-fig' })
  expect(lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['jam-plum', 5],
    ['jam-fig', 2],
  ])
})

test('an item without a variant is not the variant whose name looks like nothing', () => {
  expect(lineKey({ itemId: 'a' })).not.toBe(lineKey({ itemId: 'a', sku: '' }))
  expect(lineKey({ itemId: 'a', sku: 'b' })).not.toBe(lineKey({ itemId: 'a,b' }))
})

test('a quantity of 0 takes the line off', () => {
  expect(setQuantity([bread, jam], lineKey(bread), 0)).toEqual([jam])
})

test('quantities stay whole and below the most that one may buy', () => {
  expect(setQuantity([bread], lineKey(bread), 5_000)[0]?.quantity).toBe(QUANTITY_MAX)
})

test('the total is the sum of price times quantity, whatever the order of adding', () => {
  const line = fc.record({
    itemId: fc.constantFrom('bread', 'butter', 'jam'),
    quantity: fc.integer({ min: 1, max: 9 }),
    title: fc.constant(''),
  })
  const prices: Record<string, number> = { bread: 250, butter: 199, jam: 399 }
  fc.assert(
    fc.property(fc.array(line), (added) => {
      const priced = added.map((each) => ({ ...each, priceMinor: prices[each.itemId] ?? 0 }))
      const lines = priced.reduce<readonly BasketLine[]>(addLine, [])
      expect(totalMinor(lines)).toBe(
        priced.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0),
      )
      expect(unitCount(lines)).toBe(added.reduce((sum, { quantity }) => sum + quantity, 0))
      expect(new Set(lines.map(lineKey)).size).toBe(lines.length)
    }),
  )
})

test('the wire gets ids, quantities and prices, and nothing that only shows', () => {
  expect(wireLines([bread, jam])).toEqual([
    { itemId: 'bread', quantity: 1, priceMinor: 250 },
    { itemId: 'jam', sku: 'jam-plum', quantity: 2, priceMinor: 399 },
  ])
})

test('a stored basket of another shape is not read', () => {
  expect(isLines([bread, jam])).toBe(true)
  for (const value of [null, {}, [null], [{ itemId: 'bread' }], [{ ...bread, quantity: 'x' }]])
    expect(isLines(value)).toBe(false)
})

test('a price of the channel comes before one of the variant, and that before the one of the item', () => {
  const sku = { sku: 's', priceMinor: 300 }
  const item = { itemId: 'jam', priceMinor: 399, channels: { north: { priceMinor: 280 } } }
  expect(priceIn(item, 'north', sku)).toBe(280)
  expect(priceIn(item, 'web', sku)).toBe(300)
  expect(priceIn(item, 'web')).toBe(399)
})

test('a price that nobody has said is not a price of nothing', () => {
  expect(knownPriceIn({}, 'web', { sku: 's' })).toBeUndefined()
  expect(knownPriceIn({ priceMinor: 0 }, 'web')).toBe(0)
})

test('a list for a basket is asked with each item once, and of very many with the last', () => {
  expect(basketItemIds([bread, { ...bread, sku: 'sliced' }, jam])).toEqual(['bread', 'jam'])
  const many = Array.from({ length: 1_000 }, (_, k) => ({ ...bread, itemId: `item ${k}` }))
  const asked = basketItemIds(many)
  expect([asked.length, asked.at(-1)]).toEqual([500, 'item 999'])
})

test('stock is that of the variant, or of all variants when each is counted, else of the item', () => {
  const item = {
    itemId: 'shirt',
    skus: [
      { sku: 's', stock: { north: 2, web: 1 } },
      { sku: 'm', stock: { north: 3 } },
    ],
    channels: { south: { stock: 7 } },
  }
  expect(stockIn(item, 'north', item.skus[0])).toBe(2)
  expect(stockIn(item, 'north')).toBe(5)
  expect(stockIn(item, 'web')).toBeUndefined()
  expect(stockIn(item, 'south')).toBe(7)
  expect(stockIn({ itemId: 'kettle' }, 'north')).toBeUndefined()
})

test('a variant without a name is called by what sets it apart, else by its code', () => {
  expect(variantName({ sku: 'x', title: 'Plum' })).toBe('Plum')
  expect(variantName({ sku: 'x', attributes: { size: 'M', color: 'red' } })).toBe('M, red')
  expect(variantName({ sku: 'x' })).toBe('x')
})

test('a line takes the price of its channel and the name of its variant', () => {
  const item = {
    itemId: 'jam',
    title: 'Jam',
    priceMinor: 399,
    skus: [{ sku: 'fig', title: 'Fig', priceMinor: 450 }],
  }
  expect(lineOf(item, 'web', 2, item.skus[0])).toEqual({
    itemId: 'jam',
    sku: 'fig',
    quantity: 2,
    priceMinor: 450,
    title: 'Jam',
    variant: 'Fig',
  })
})
