/** What every kind of model is: two pure functions and their defaults. A model is plain data. */
import type { Csr } from '../math/csr.ts'

/** What training reads. */
export type TrainingData = {
  /** orders × items, 1 where the order holds the item; variants stand as their master */
  readonly orders: Csr
}

export type Recipe<Options extends object, Model> = {
  readonly name: string
  readonly defaults: Options
  readonly train: (data: TrainingData, options: Options) => Model
  /**
   * @param seeds  item indices: the item of the page, or what lies in the basket
   * @returns candidates with a score above 0, in no order; never a seed
   */
  readonly propose: (model: Model, seeds: Int32Array) => Proposal
}

export type Proposal = { readonly items: Int32Array; readonly scores: Float64Array }
