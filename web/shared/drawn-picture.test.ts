import { expect, test } from 'vitest'
import type { Item } from '../../src/domain/catalog.ts'
import { withPicture } from './drawn-picture.ts'

test('a product keeps its own pictures, and has one drawn when it has none', () => {
  const own = { itemId: 'a', pictures: [{ url: 'https://shop.example/a.jpg' }] }
  expect(withPicture('fair', own)).toBe(own)
  const picturesOf = (item: Item) => withPicture('fair', item).pictures
  const drawn = [{ url: '/pictures/fair/a%2Fb.svg', alt: 'Mug' }]
  expect(picturesOf({ itemId: 'a/b', title: 'Mug' })).toEqual(drawn)
  expect(picturesOf({ itemId: 'a/b', title: 'Mug', pictures: [] })).toEqual(drawn)
  expect(picturesOf({ itemId: 'a' })?.[0]?.alt).toBe('a')
})
