/** Branded identifiers. A brand keeps an item's id from being passed where a shop's belongs. */

declare const brand: unique symbol
export type Id<Name extends string> = string & { readonly [brand]: Name }

export type ShopId = Id<'shop'>
export type ChannelId = Id<'channel'>

/** Longest id accepted, in UTF-16 units. Any character but control characters is allowed: `/`, spaces, emoji. */
export const ID_LENGTH_MAX = 256

/**
 * Control characters break logs, CSV files and headers; halves of surrogate pairs have no UTF-8, so two such ids would be
 * stored as one. Everything else that a shop uses as an id is fine. To be read with the flag `u`.
 */
export const ID_PATTERN = '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$'
const idShape = new RegExp(ID_PATTERN, 'u')

export const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= ID_LENGTH_MAX && idShape.test(value)

/** Names of shops appear in paths and file names, so they are plain. */
export const SHOP_ID_PATTERN = '^[a-z0-9][a-z0-9_-]{0,62}$'
const shopShape = new RegExp(SHOP_ID_PATTERN)

export const isShopId = (value: unknown): value is ShopId =>
  typeof value === 'string' && shopShape.test(value)

/** Names of lists, strategies, placements and filters. */
export const LIST_NAME_PATTERN = '^[A-Za-z0-9_.~-]+$'

/** The channel of everything that names none. */
export const WEB_CHANNEL = 'web' as ChannelId
