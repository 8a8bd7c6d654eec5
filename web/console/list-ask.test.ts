import { expect, test } from 'vitest'
import { EMPTY_FORM, listAsk } from './list-ask.ts'

test('an untouched form leaves everything to the settings of the shop', () => {
  expect(listAsk('demo', EMPTY_FORM)).toMatchObject({
    shop: 'demo',
    list: 'best-selling',
    context: { channel: 'web' },
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
  } as const
  const ask = listAsk('demo', form)
  expect(ask.parameters).toEqual({})
  expect(ask.shopper).toBeUndefined()
})

test('what is no whole number is left out', () => {
  for (const windowDays of ['', ' ', 'x', '1.5', '-3'])
    expect(listAsk('demo', { ...EMPTY_FORM, windowDays }).parameters).toEqual({})
  expect(listAsk('demo', { ...EMPTY_FORM, windowDays: '7' }).parameters).toEqual({ windowDays: 7 })
})

test('a category goes with whether those below it count', () => {
  expect(listAsk('demo', { ...EMPTY_FORM, category: 'Tea', includeDescendants: false }).context).toEqual({
    channel: 'web',
    category: 'Tea',
    includeDescendants: false,
  })
})
