/** What the shop puts in its window: a few well-made things of every department, in turn. */
import type { CuratedList } from '../domain/rule.ts'
import type { Plan } from './plan.ts'
import { itemIdOf, type Product, productAt } from './products.ts'

const EACH_DEPARTMENT = 3
/** Of the range, what is looked at for it. */
const LOOKED_AT_MAX = 2_400

const isFit = ({ fate, reach, addedDay }: Product): boolean =>
  fate === 'sold' && reach === 'everywhere' && addedDay < 0

/** One of each department, then a second of each, …: neighbors are of different departments. */
export const featuredOf = (plan: Plan): CuratedList => {
  const byDepartment = new Map<number, Product[]>()
  for (let index = 0; index < Math.min(plan.itemCount, LOOKED_AT_MAX); index++) {
    const product = productAt(plan, index)
    const { departmentIndex } = plan.shelves[product.shelfIndex]
    const others = byDepartment.get(departmentIndex) ?? []
    if (isFit(product)) byDepartment.set(departmentIndex, [...others, product])
  }
  const chosen = [...byDepartment.values()].map((products) => {
    const best = products.sort((a, b) => b.quality - a.quality || a.index - b.index)
    // Not two of a shelf.
    const shelves = new Set<number>()
    return best
      .filter(({ shelfIndex }) => !shelves.has(shelfIndex) && shelves.add(shelfIndex))
      .slice(0, EACH_DEPARTMENT)
  })
  const turns = Array.from({ length: EACH_DEPARTMENT }, (_, turn) =>
    chosen.flatMap((products) => products[turn] ?? []),
  )
  return {
    curatedListId: 'featured',
    title: 'Featured',
    itemIds: turns.flat().map((product) => itemIdOf(plan, product)),
  }
}
