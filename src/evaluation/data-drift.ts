/** What in the data is far from what it was. */

export type DataFigures = {
  readonly actCount: number
  readonly viewCount: number
  readonly cartCount: number
  readonly wishCount: number
  readonly purchaseCount: number
  readonly itemCount: number
  readonly shopperCount: number
  readonly orderCount: number
  readonly firstActAt: number | null
  readonly lastActAt: number | null
  readonly density: number
}

export type Drift = { readonly figure: string; readonly before: number; readonly now: number }

/** A figure drifted when the larger of the two is more than this many times the smaller. */
const TIMES_MAX = 1.25
const DAY_MS = 86_400_000

/** Figures that do not grow by themselves as the log grows longer. */
const figuresOf = (data: DataFigures): Readonly<Record<string, number>> => {
  const days = Math.max(1, ((data.lastActAt ?? 0) - (data.firstActAt ?? 0)) / DAY_MS)
  const per = (count: number, of: number): number => (of === 0 ? 0 : count / of)
  return {
    'acts a day': data.actCount / days,
    'orders a day': data.orderCount / days,
    'share of views': per(data.viewCount, data.actCount),
    'share of cart acts': per(data.cartCount, data.actCount),
    'share of purchases': per(data.purchaseCount, data.actCount),
    'lines an order': per(data.purchaseCount, data.orderCount),
    'acts a shopper': per(data.actCount, data.shopperCount),
    items: data.itemCount,
    density: data.density,
  }
}

export const driftOf = (before: DataFigures, now: DataFigures): readonly Drift[] => {
  const old = figuresOf(before)
  return Object.entries(figuresOf(now))
    .map(([figure, value]) => ({ figure, before: old[figure], now: value }))
    .filter(({ before: was, now: is }) => was !== is && Math.max(was, is) > TIMES_MAX * Math.min(was, is))
}
