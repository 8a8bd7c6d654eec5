/** What a recipe is asked: for whom, after what, and beside what. */

/** What a shopper did, oldest first. Index k of every column is one act. */
export type History = {
  readonly items: Int32Array
  /** ms UTC */
  readonly at: Float64Array
  /** index into `ACT_KINDS` */
  readonly kinds: Uint8Array
  /** number of the order within this history, ascending in time; -1 when the act is no purchase */
  readonly orders: Int32Array
}

export type Query = {
  /** ms UTC */
  readonly now: number
  /** What the list goes with: the item of the page, or what lies in the basket. Empty on a home page. */
  readonly seeds: Int32Array
  /** Everything known of the shopper, the running session included. Empty for a stranger. */
  readonly history: History
  /** Acts of the running session are those of the history from here on. */
  readonly sessionStart: number
}

export const NO_HISTORY: History = {
  items: new Int32Array(0),
  at: new Float64Array(0),
  kinds: new Uint8Array(0),
  orders: new Int32Array(0),
}
