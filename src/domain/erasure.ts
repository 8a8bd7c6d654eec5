/** A person who was erased, as the log remembers it: by hashes alone, so that what still arrives of them is not kept. */

/** How much was taken out. */
export type ErasedCounts = {
  /** of the log, that lost who did them */
  readonly events: number
  /** states of the customer document */
  readonly documents: number
  /** records kept aside; of all who were erased in one go */
  readonly rejects: number
  /** browsers that were theirs */
  readonly visitors: number
  /** answers that were kept, on the server that erased; of all who were erased in one go */
  readonly decisions: number
  /** False when the file of the store may still hold an id of theirs where nothing reads. */
  readonly isPurged: boolean
  /** log segments that were made again there; left out once the server was started again */
  readonly segments?: number
}

export type Erasure = {
  readonly erasureId: string
  readonly state: 'running' | 'done'
  /** ms UTC */
  readonly askedAt: number
  readonly endedAt?: number
  readonly salt: string
  /** Salted hashes of the shopper keys: the customer's first, then those of their browsers. */
  readonly shoppers: readonly string[]
  /** Records of the log up to here were looked through. */
  readonly untilSeq?: number
  readonly erased?: ErasedCounts
}

/** 128 bits: no two people of a shop share one by chance. */
export const HASH_LENGTH = 32
