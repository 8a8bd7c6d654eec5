/** When a channel sells an item, and whether it has it. */
import { type Assortment, type Channel, categoryAncestors, type Item } from './catalog.ts'

/** A channel's assortments, ready for asking about one item after another. */
export type CompiledChannel = {
  readonly channelId: string
  /** With an including assortment, only what is included is sold. */
  readonly hasIncludes: boolean
  readonly byItem: ReadonlyMap<string, readonly Assortment[]>
  readonly byCategory: ReadonlyMap<string, readonly Assortment[]>
}

const add = (map: Map<string, Assortment[]>, key: string, assortment: Assortment): void => {
  const known = map.get(key)
  if (known === undefined) map.set(key, [assortment])
  else known.push(assortment)
}

export const compileChannel = (channelId: string, channel: Channel | undefined): CompiledChannel => {
  const byItem = new Map<string, Assortment[]>()
  const byCategory = new Map<string, Assortment[]>()
  const assortments = channel?.assortments ?? []
  for (const assortment of assortments) {
    for (const itemId of assortment.itemIds ?? []) add(byItem, itemId, assortment)
    for (const path of assortment.categories ?? []) add(byCategory, path, assortment)
  }
  return { channelId, hasIncludes: assortments.some(({ mode }) => mode === 'include'), byItem, byCategory }
}

export type Selling = {
  readonly isSold: boolean
  /** The first instant of the period in which it is sold: its age in this channel counts from here. */
  readonly since: number
  /** The next instant at which the answer may change; Infinity when none is planned. */
  readonly nextChangeAt: number
}

type Period = { readonly from?: number | undefined; readonly until?: number | undefined }

const own = <T>(byChannel: Readonly<Record<string, T>> | undefined, channelId: string): T | undefined =>
  byChannel !== undefined && Object.hasOwn(byChannel, channelId) ? byChannel[channelId] : undefined

const noAssortments: readonly Assortment[] = []

const assortmentsOf = (item: Item, channel: CompiledChannel): readonly Assortment[] => {
  if (channel.byItem.size === 0 && channel.byCategory.size === 0) return noAssortments
  const found = new Set(channel.byItem.get(item.itemId))
  for (const path of item.categories ?? [])
    for (const ancestor of categoryAncestors(path))
      for (const assortment of channel.byCategory.get(ancestor) ?? []) found.add(assortment)
  return [...found]
}

/**
 * An item is sold when some period includes it and none excludes it: exclude beats include. An item that names no
 * channels is included everywhere, unless the channel has including assortments of its own.
 *
 * @param createdAt  when the item was first logged; stands in for `addedAt`
 * @source Dynamics 365 Commerce, assortments: date-effective, exclude has priority
 */
export const sellingOf = (item: Item, createdAt: number, channel: CompiledChannel, at: number): Selling => {
  let nextChangeAt = Number.POSITIVE_INFINITY
  let since = Number.POSITIVE_INFINITY
  let isIncluded = false
  let isExcluded = false
  const addedAt = item.addedAt ?? createdAt
  const isWithin = ({ from, until }: Period): boolean => {
    const hasBegun = from === undefined || from <= at
    const hasEnded = until !== undefined && until <= at
    if (!hasBegun && from !== undefined) nextChangeAt = Math.min(nextChangeAt, from)
    if (until !== undefined && !hasEnded) nextChangeAt = Math.min(nextChangeAt, until)
    return hasBegun && !hasEnded
  }
  const include = (period: Period): void => {
    const begun = { from: period.from ?? addedAt, until: period.until }
    if (!isWithin(begun)) return
    isIncluded = true
    since = Math.min(since, begun.from)
  }

  const named = own(item.channels, channel.channelId)
  if (named?.mode === 'exclude') isExcluded = isWithin(named)
  else if (named !== undefined) include(named)
  else if (item.channels === undefined && !channel.hasIncludes) include({})
  for (const assortment of assortmentsOf(item, channel)) {
    if (assortment.mode === 'include') include(assortment)
    else if (isWithin(assortment)) isExcluded = true
  }
  const isActive = item.status === undefined || item.status === 'active'
  return { isSold: isActive && isIncluded && !isExcluded, since, nextChangeAt }
}

/**
 * Whether the channel has the item itself on hand, its variants of their own left aside: some sku of it, or the item when
 * it has none. What nobody counts is never out; a sku that the channel does not count is as the item is.
 */
export const isOnHand = (item: Item, channelId: string): boolean => {
  const ofItem = own(item.channels, channelId)?.stock ?? Number.POSITIVE_INFINITY
  if (item.skus === undefined || item.skus.length === 0) return ofItem > 0
  return item.skus.some(({ stock }) => (own(stock, channelId) ?? ofItem) > 0)
}
