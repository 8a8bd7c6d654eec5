/** Strings to dense numbers and back, in the order they first came. */
export class StringIndex {
  readonly #indexByName = new Map<string, number>()
  readonly #names: string[] = []

  get size(): number {
    return this.#names.length
  }

  /** The number of the name, given now if it is new. */
  intern(name: string): number {
    const known = this.#indexByName.get(name)
    if (known !== undefined) return known
    const index = this.#names.length
    this.#indexByName.set(name, index)
    this.#names.push(name)
    return index
  }

  /** -1 when the name never came. */
  find(name: string): number {
    return this.#indexByName.get(name) ?? -1
  }

  name(index: number): string {
    return this.#names[index]
  }

  names(): readonly string[] {
    return this.#names
  }
}
