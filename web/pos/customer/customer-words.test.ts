import { expect, test } from 'vitest'
import { allows, customerName, firstName, reasonFor } from './customer-words.ts'

test('reasons name the customer who stands there', () => {
  const ann = { customerId: 'c1', name: 'Ann Smith' }
  expect(reasonFor('The customer bought Rye', ann)).toBe('Ann bought Rye')
  expect(reasonFor('On the customer’s wish list', ann)).toBe('On Ann’s wish list')
  expect(reasonFor('The customer bought Rye', undefined)).toBe('The customer bought Rye')
  expect(reasonFor('The customer bought it', { customerId: 'c1', name: '$& <b>' })).toBe('$& bought it')
})

test('who has no name is called by the number', () => {
  expect(customerName({ customerId: 'c1', name: ' ' })).toBe('c1')
  expect(firstName({ customerId: 'c1' })).toBe('c1')
})

test('who said nothing is asked of the consent model of the shop', () => {
  expect(allows({}, {}, 'tracking')).toBe(true)
  expect(allows({ consentModel: 'opt-in' }, {}, 'tracking')).toBe(false)
  expect(allows({ consentModel: 'opt-in' }, { consent: { tracking: true } }, 'tracking')).toBe(true)
  expect(allows({}, { consent: { personalization: false } }, 'personalization')).toBe(false)
})
