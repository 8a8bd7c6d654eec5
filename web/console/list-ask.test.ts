import { expect, test } from 'vitest'
import { EMPTY_FORM, listAsk } from './list-ask.ts'

test('an untouched form leaves everything to the settings of the shop', () => {
  expect(listAsk('demo', EMPTY_FORM)).toMatchObject({
    shop: 'demo',
    list: 'best-selling',
    context: {},
    parameters: {},
    limit: 24,
  })
})

test('fields that a list does not have are not sent', () => {
  const form = {
    ...EMPTY_FORM,
    list: 'new',
    windowDays: '7',
    addedWithinDays: '9',
    measure: 'units',
    visitorId: 'v',
    itemId: 'i',
  } as const
  const ask = listAsk('demo', form)
  expect(ask.parameters).toEqual({})
  expect(ask.shopper).toBeUndefined()
  expect(ask.context).toEqual({})
})

test('what is no whole number is left out', () => {
  for (const windowDays of ['', ' ', 'x', '1.5', '-3'])
    expect(listAsk('demo', { ...EMPTY_FORM, windowDays }).parameters).toEqual({})
  expect(listAsk('demo', { ...EMPTY_FORM, windowDays: '7' }).parameters).toEqual({ windowDays: 7 })
})

test('a category goes with whether those below it count', () => {
  expect(listAsk('demo', { ...EMPTY_FORM, category: 'Tea', includeDescendants: false }).context).toEqual({
    category: 'Tea',
    includeDescendants: false,
  })
})

test('a channel counts its own sales, and the list of an item names the item', () => {
  const form = { ...EMPTY_FORM, list: 'people-also-like', channel: 'store-leeds', itemId: 'kettle-1' }
  expect(listAsk('demo', form).context).toEqual({ channel: 'store-leeds', itemId: 'kettle-1' })
})
