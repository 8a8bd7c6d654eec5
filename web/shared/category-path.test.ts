import { expect, test } from 'vitest'
import { childrenOf } from './category-path.ts'

const category = (path: string) => ({ path, name: path, depth: 0, itemCount: 1 })
const categories = [
  'Kitchen',
  'Kitchen > Kettles',
  'Kitchen > Kettles > Steel',
  'Kitchenware',
  'Kitchenware > Pots',
].map(category)

test('departments are the categories at the top', () => {
  expect(childrenOf(categories, undefined).map(({ path }) => path)).toEqual(['Kitchen', 'Kitchenware'])
})

test('children are one step below, and not those of a name that only begins alike', () => {
  expect(childrenOf(categories, 'Kitchen').map(({ path }) => path)).toEqual(['Kitchen > Kettles'])
  expect(childrenOf(categories, 'Kitchen > Kettles').map(({ path }) => path)).toEqual([
    'Kitchen > Kettles > Steel',
  ])
})
