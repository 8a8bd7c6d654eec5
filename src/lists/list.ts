/** The lists that need no learning: exact, and live with the next event. One file each; `lists.ts` is the table. */
import type { ListParameters, ListSettings } from '../domain/catalog.ts'
import type { HourlyMetric, Metric } from '../domain/metric.ts'

/** Why an item is in a list: a code for programs, a sentence for people, and the numbers in it. */
export type Reason = {
  readonly code: string
  readonly text: string
  readonly values: Readonly<Record<string, number | string>>
}

/** What a list can ask for about the items, by item index. */
export type ListInput = {
  /** Items of the channel and the category asked for, in no order. */
  readonly candidates: Int32Array
  /** When the channel began to sell each, ms UTC; NaN when not known. */
  readonly since: Float64Array
  readonly now: number
  /** Calendar day of an instant, in the shop's time zone. */
  readonly dayOf: (at: number) => number
  /** Sums over the window, variants counted for their master; units in thousandths. */
  readonly sums: (metric: Metric, windowDays: number) => Float64Array
  /** The same over hours: the running hour is 0 hours ago, and both ends count. Four days are known, 95 hours ago and on. */
  readonly hourlySums: (metric: HourlyMetric, fromHoursAgo: number, toHoursAgo: number) => Float64Array
}

/** Numbers that a reason tells besides the score. */
export type Facts = Readonly<Record<string, number>>

/** Candidates that belong in the list, and a score by item index, in the unit of its sums; higher is better. */
export type Scored = {
  readonly members: Int32Array
  readonly scores: Float64Array
  /** Of one member; valid until the next fold. */
  readonly factsOf?: (item: number) => Facts
}

export type ListRecipe = {
  readonly list: string
  readonly title: string
  /** Names that other systems give to it. */
  readonly aliases: readonly string[]
  readonly defaults: ListParameters
  /** The shop's own values for the parameters. */
  readonly settingsOf: (settings: ListSettings) => ListParameters | undefined
  /** Which counters move the list. Units come in thousandths, and so does the score of a list by units. */
  readonly metricsOf: (parameters: ListParameters) => readonly Metric[]
  /** The list also changes with the hour, not only with the day. */
  readonly isHourly?: true
  readonly score: (input: ListInput, parameters: ListParameters) => Scored
  /** What a merchandiser's factor, above 0, does to a score: above 1, the item comes further in front. */
  readonly boosted: (score: number, factor: number, now: number) => number
  /** @param facts  those of the item, when the list has some */
  readonly reason: (score: number, parameters: ListParameters, facts?: Facts) => Reason
  /** Why the list may be empty, said to whoever asked. */
  readonly emptyBecause: { readonly code: string; readonly text: string }
}

/** Candidates whose sum is above nothing. */
export const withSum = (candidates: Int32Array, sums: Float64Array): Int32Array =>
  candidates.filter((item) => sums[item] > 0)

export const total = (sums: Float64Array): number => {
  let sum = 0
  for (const one of sums) sum += one
  return sum
}

/** For scores that are sums, rates or ratios. */
export const multiplied = (score: number, factor: number): number => score * factor

/** `1 order`, `2 orders`. */
export const counted = (amount: number, one: string, many = `${one}s`): string =>
  `${rounded(amount)} ${amount === 1 ? one : many}`

const rounded = (amount: number): string => String(Math.round(amount * 100) / 100)

export const salesReason = (score: number, { windowDays, measure }: ListParameters): Reason => ({
  code: measure === 'orders' ? 'ORDERED_IN_WINDOW' : 'SOLD_IN_WINDOW',
  text: `${counted(score, measure === 'orders' ? 'order' : 'sold', measure === 'orders' ? 'orders' : 'sold')} in the last ${windowDays} days`,
  values: { [measure ?? 'units']: score, windowDays: windowDays ?? 0 },
})

/** A list that needs the sales and reads them over `windowDays`. */
export const NO_SALES = {
  code: 'NO_SALES_IN_WINDOW',
  text: 'Nothing that belongs here was sold in the window.',
} as const

export const NO_VIEWS = {
  code: 'NO_VIEWS_IN_WINDOW',
  text: 'Nothing that belongs here was viewed in the window.',
} as const
