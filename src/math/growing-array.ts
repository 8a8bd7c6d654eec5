/** Typed arrays that grow by doubling. */
type Numbers = Int32Array | Float64Array | Float32Array | Uint8Array | Uint16Array

export class GrowingArray<A extends Numbers> {
  #items: A
  #length = 0
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A, capacity = 64) {
    this.#make = make
    this.#items = make(capacity)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const larger = this.#make(this.#items.length * 2)
      larger.set(this.#items)
      this.#items = larger
    }
    this.#items[this.#length++] = value
  }

  /** The value when there, else `missing`. */
  at(index: number, missing: number): number {
    return index < this.#length ? this.#items[index] : missing
  }

  /** Sets a place, filling the gap up to it. */
  set(index: number, value: number, filler: number): void {
    while (this.#length <= index) this.push(filler)
    this.#items[index] = value
  }

  /** A view of what is filled; valid until the next growth. */
  view(): A {
    return this.#items.subarray(0, this.#length) as A
  }

  get byteLength(): number {
    return this.#items.byteLength
  }
}
