/** What is counted of an item, by calendar day and channel. */

export const METRICS = [
  /** Sold less returned, each on its own day. */
  'units',
  /** Orders that hold the item, returned or not. */
  'orders',
  /** Product pages opened. */
  'views',
  /** Times that it was put into a basket, however many at once. */
  'carts',
  /** Sessions in which its page was opened, on the day it was first opened in them. */
  'sessions',
  /** Of those, sessions of nobody: what came of them cannot be known. */
  'namelessSessions',
  /** Of the sessions, those whose shopper put it into a basket then or later. On the day of the session. */
  'cartSessions',
  /** Of the sessions, those whose shopper ordered it then or later. On the day of the session. */
  'purchaseSessions',
  /** Lists that were seen and held it. What was merely shown says nothing of what people want. */
  'impressions',
  /** Clicks on it in a list. */
  'clicks',
] as const
export type Metric = (typeof METRICS)[number]

/** Those also counted by the hour, for the last days. */
export const HOURLY_METRICS = ['sessions', 'orders'] as const satisfies readonly Metric[]
export type HourlyMetric = (typeof HOURLY_METRICS)[number]

export const HOUR_MS = 3_600_000
/** Hours begin with those of UTC; 0 is the first of 1970. */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS)
