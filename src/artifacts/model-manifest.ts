/** What a model is, what it was made from, and how it came to serve or not. Plain JSON, but for the ids of items. */

/** What a recipe answers when it is asked for what happened last. */
export type Coverage = {
  readonly askedCount: number
  /** In [0, 1]: questions that got an answer. */
  readonly answeredShare: number
  /** In [0, 1]: items that stood among the first of any answer, of as many as there was room for. */
  readonly itemShare: number
}

/** How good a recipe is at what happened last, when it was trained on what came before. */
export type TailQuality = {
  readonly metric: string
  /** Items of each answer that count. */
  readonly k: number
  readonly mean: number
  /** The true mean lies from here … */
  readonly low: number
  /** … to here with 95 %. */
  readonly high: number
  readonly caseCount: number
}

export type PartCheck = {
  /** What the recipe was asked to do. */
  readonly job: string
  readonly coverage: Coverage
  /** Left out with too few questions to say. */
  readonly quality?: TailQuality
  /** How much better than the model that served, on the same questions; left out when there are too few. */
  readonly lead?: { readonly mean: number; readonly low: number; readonly high: number }
}

export type RecipeRecord = {
  /** That of the recipe; with the job behind it when it was chosen for that job with options of its own. */
  readonly name: string
  readonly recipe: string
  /** Of the recipe: of the meaning of its data. */
  readonly version: number
  readonly options: Readonly<Record<string, number | string | boolean>>
  /** The most that training was said to hold, besides the data. */
  readonly memoryBytes: number
  /** As that the options that evaluation chose could not be used. */
  readonly note?: string
} & (
  | {
      readonly state: 'trained'
      /** Names the file of what it learned: a hash of the data, the recipe, its options and the seed. */
      readonly part: string
      readonly partBytes: number
      /** Names the file of the check, so that it is not done again either. */
      readonly checkPart: string
      readonly check: PartCheck
    }
  /** `passed-over`: it would not have fitted into the memory that training may use. */
  | { readonly state: 'failed' | 'passed-over'; readonly reason: string }
)

/** How much there was to learn from. */
export type DataStatistics = {
  readonly actCount: number
  readonly viewCount: number
  readonly cartCount: number
  readonly wishCount: number
  readonly purchaseCount: number
  readonly itemCount: number
  readonly shopperCount: number
  readonly orderCount: number
  readonly sessionCount: number
  /** ms UTC; null without an act */
  readonly firstActAt: number | null
  readonly lastActAt: number | null
  /** In [0, 1]: pairs of a shopper and an item with an act, of all pairs. */
  readonly density: number
}

/** Rows of the log that were left out, by why. */
export type CleaningCounts = {
  /** of people who do not want to be followed or to get personal lists */
  readonly optedOut: number
  /** of shoppers who act faster than people can */
  readonly bots: number
  /** bought and given back */
  readonly returned: number
  /** lines that cost nothing, in a shop whose lines cost something: samples, gifts, corrections */
  readonly free: number
  /** lines of a quantity far beyond what the shop sells */
  readonly giantLines: number
  /** lines of orders of very many items */
  readonly giantOrders: number
  /** the same item seen again by the same shopper, with nothing in between */
  readonly repeatedViews: number
  /** second lines of one item in one order: their units count with the first */
  readonly mergedLines: number
  /** older than what fits into the memory that training may use */
  readonly tooOld: number
}

/** A figure of the data that is far from what it was when the model that served was trained. */
export type Drift = { readonly figure: string; readonly before: number; readonly now: number }

/** Whether the model may serve; if not, each reason with its code. */
export type Verdict = {
  readonly isAccepted: boolean
  readonly reasons: readonly { readonly code: string; readonly text: string }[]
}

/** Vectors of items that recipes saw: what they were made of and what became of it. */
export type VectorsRecord = {
  /** Of the vectors among the facts. */
  readonly name: string
  /** The model that the user brought, or `built-in`. */
  readonly madeBy: string
  /** Items that have a picture or a text. */
  readonly wantedCount: number
  /** Those of them that have a vector. */
  readonly knownCount: number
  /** How many of the others, by why. */
  readonly problems: Readonly<Record<string, number>>
  /** Why all failed, or why the model that the user brought was not used. */
  readonly failure?: string
}

export type ModelManifest = {
  /** Hash of what it was made from and how: the same input gives the same version and the same parts. */
  readonly modelVersion: string
  readonly engine: string
  readonly shop: string
  /** Of the log that it was made from. */
  readonly logId: string
  /** The log up to here was read. */
  readonly logSeq: number
  /** ms UTC */
  readonly trainedAt: number
  readonly seed: number
  /** Of the acts and the facts of items that recipes saw. */
  readonly dataHash: string
  readonly statistics: DataStatistics
  readonly cleaning: CleaningCounts
  /** Left out without pictures and without a model of the user's for texts. */
  readonly vectors?: readonly VectorsRecord[]
  readonly recipes: readonly RecipeRecord[]
  readonly drift: readonly Drift[]
  readonly verdict: Verdict
  /** Number k of a model is this item. */
  readonly itemIds: readonly string[]
}
