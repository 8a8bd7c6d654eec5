/** The lists that need no learning: exact, and live with the next event. One file each; `lists.ts` is the table. */
import type { ListParameters, ListSettings, SalesMeasure } from '../domain/catalog.ts'

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
  readonly sums: (metric: SalesMeasure | 'views', windowDays: number) => Float64Array
}

/** Candidates that belong in the list, and a score by item index, in the unit of its sums; higher is better. */
export type Scored = { readonly members: Int32Array; readonly scores: Float64Array }

export type ListRecipe = {
  readonly list: string
  readonly title: string
  /** Names that other systems give to it. */
  readonly aliases: readonly string[]
  readonly defaults: ListParameters
  /** The shop's own values for the parameters. */
  readonly settingsOf: (settings: ListSettings) => ListParameters | undefined
  /** Which counters move the list; undefined for none. */
  readonly metricOf: (parameters: ListParameters) => SalesMeasure | 'views' | undefined
  readonly score: (input: ListInput, parameters: ListParameters) => Scored
  readonly reason: (score: number, parameters: ListParameters) => Reason
  /** Why the list may be empty, said to whoever asked. */
  readonly emptyBecause: { readonly code: string; readonly text: string }
}

/** Candidates whose sum is above nothing. */
export const withSum = (candidates: Int32Array, sums: Float64Array): Int32Array =>
  candidates.filter((item) => sums[item] > 0)

const count = (amount: number): string => String(Math.round(amount * 100) / 100)

export const salesReason = (score: number, { windowDays, measure }: ListParameters): Reason => ({
  code: measure === 'orders' ? 'ORDERED_IN_WINDOW' : 'SOLD_IN_WINDOW',
  text: `${count(score)} ${measure === 'orders' ? (score === 1 ? 'order' : 'orders') : 'sold'} in the last ${windowDays} days`,
  values: { [measure ?? 'units']: score, windowDays: windowDays ?? 0 },
})

/** A list that needs the sales and reads them over `windowDays`. */
export const NO_SALES = {
  code: 'NO_SALES_IN_WINDOW',
  text: 'Nothing that belongs here was sold in the window.',
} as const
