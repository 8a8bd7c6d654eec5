/** What a recipe answers: a number an item, for all of them or for the few it knows something of. Higher is better. */

export type Scores =
  /** No item twice, every score above 0, in no order. Items that are not there score 0. */
  | { readonly form: 'few'; readonly items: Int32Array; readonly scores: Float32Array }
  /** One for each item of the model; none is NaN. */
  | { readonly form: 'all'; readonly scores: Float32Array }

/** Items best first, ties by the lower number. */
export type Proposal = { readonly items: Int32Array; readonly scores: Float32Array }

export const NO_SCORES: Scores = { form: 'few', items: new Int32Array(0), scores: new Float32Array(0) }

/**
 * The best items, best first, ties by the lower number. Items that score 0 or less are none.
 *
 * @param isAllowed  left out: all are
 * @complexity time O(n log count) at worst and O(n) as a rule, memory O(count)
 */
export const bestOf = (scores: Scores, count: number, isAllowed?: (item: number) => boolean): Proposal => {
  const heap = new BoundedHeap(count)
  if (scores.form === 'few') {
    for (let k = 0; k < scores.items.length; k++)
      if (heap.wants(scores.scores[k], scores.items[k]) && (isAllowed?.(scores.items[k]) ?? true))
        heap.add(scores.scores[k], scores.items[k])
  } else {
    for (let item = 0; item < scores.scores.length; item++)
      if (heap.wants(scores.scores[item], item) && (isAllowed?.(item) ?? true))
        heap.add(scores.scores[item], item)
  }
  return heap.ordered()
}

/** Answers what an item scores. */
export const lookup = (scores: Scores): ((item: number) => number) => {
  if (scores.form === 'all') return (item) => scores.scores[item] ?? 0
  const scoreByItem = new Map<number, number>()
  for (let k = 0; k < scores.items.length; k++) scoreByItem.set(scores.items[k], scores.scores[k])
  return (item) => scoreByItem.get(item) ?? 0
}

/** Keeps the best; the worst of the kept is on top. */
class BoundedHeap {
  readonly #scores: Float32Array
  readonly #items: Int32Array
  #size = 0

  constructor(count: number) {
    this.#scores = new Float32Array(Math.max(0, count))
    this.#items = new Int32Array(Math.max(0, count))
  }

  wants(score: number, item: number): boolean {
    if (!(score > 0)) return false
    if (this.#size < this.#items.length) return true
    return this.#items.length > 0 && this.#isWorse(0, score, item)
  }

  add(score: number, item: number): void {
    if (this.#size === this.#items.length) {
      this.#sink(score, item)
      return
    }
    let place = this.#size++
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (this.#isWorse(parent, score, item)) break
      this.#scores[place] = this.#scores[parent]
      this.#items[place] = this.#items[parent]
      place = parent
    }
    this.#scores[place] = score
    this.#items[place] = item
  }

  ordered(): Proposal {
    const items = new Int32Array(this.#size)
    const scores = new Float32Array(this.#size)
    for (let k = this.#size - 1; k >= 0; k--) {
      items[k] = this.#items[0]
      scores[k] = this.#scores[0]
      this.#size--
      this.#sink(this.#scores[this.#size], this.#items[this.#size])
    }
    return { items, scores }
  }

  /** Is what stands at the place worse than this? */
  #isWorse(place: number, score: number, item: number): boolean {
    const held = this.#scores[place]
    return held < score || (held === score && this.#items[place] > item)
  }

  /** Puts an entry on top in place of what is there, and lets it find its place. */
  #sink(score: number, item: number): void {
    const size = this.#size
    if (size === 0) return
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      if (left >= size) break
      const right = left + 1
      const child = right < size && this.#isWorse(right, this.#scores[left], this.#items[left]) ? right : left
      if (!this.#isWorse(child, score, item)) break
      this.#scores[place] = this.#scores[child]
      this.#items[place] = this.#items[child]
      place = child
    }
    this.#scores[place] = score
    this.#items[place] = item
  }
}
