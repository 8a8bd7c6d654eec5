/** Where lists show: a placement names its list, and what answers when that list has nothing. */
export type Placement = {
  readonly placement: string
  readonly list: string
  readonly title: string
  /** Lists tried in turn when the one before is empty. Stops at the first that has something. */
  readonly fallbacks: readonly string[]
}

const place = (
  placement: string,
  list: string,
  title: string,
  ...fallbacks: readonly string[]
): Placement => ({
  placement,
  list,
  title,
  fallbacks,
})

export const PLACEMENTS: readonly Placement[] = [
  place('home.trending', 'trending', 'Trending now', 'best-selling', 'most-viewed', 'new'),
  place('home.best-selling', 'best-selling', 'Best sellers', 'most-viewed', 'new'),
  place('home.new', 'new', 'New in'),
  place('home.recently-viewed', 'recently-viewed', 'Recently viewed'),
  place('category.trending', 'trending', 'Trending here', 'best-selling', 'new'),
  place('category.best-selling', 'best-selling', 'Best sellers here', 'most-viewed', 'new'),
  place('category.new', 'new', 'New here'),
  place(
    'product.people-also-like',
    'people-also-like',
    'People also like',
    'most-viewed',
    'best-selling',
    'new',
  ),
  place('product.most-viewed', 'most-viewed', 'Others look at', 'best-selling', 'new'),
  place('product.recently-viewed', 'recently-viewed', 'Recently viewed'),
  place('cart.best-selling', 'best-selling', 'Best sellers', 'new'),
  place('pos.best-selling', 'best-selling', 'Best selling in this store', 'most-viewed', 'new'),
  place('pos.trending', 'trending', 'Trending in this store', 'best-selling', 'new'),
]

const byName = new Map(PLACEMENTS.map((placement) => [placement.placement, placement]))

export const placementOf = (name: string): Placement | undefined => byName.get(name)
