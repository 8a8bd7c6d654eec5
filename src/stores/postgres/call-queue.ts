/** Calls in the order they were made: reads beside each other, writes that wait together as one group. */

/** What became of each write of a group, in order. */
export type CommitGroup<Write> = (
  writes: readonly Write[],
) => Promise<readonly PromiseSettledResult<unknown>[]>

type Waiting<Write> = {
  readonly call: { readonly run: () => Promise<unknown> } | { readonly write: Write; readonly weight: number }
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export class CallQueue<Write> {
  #waiting: Waiting<Write>[] = []
  #readCount = 0
  #isWriting = false
  #drained: (() => void)[] = []
  readonly #commit: CommitGroup<Write>
  readonly #groupWeightMax: number

  /** @param groupWeightMax  bounds how long the first write of a group waits for the others */
  constructor(commit: CommitGroup<Write>, groupWeightMax: number) {
    this.#commit = commit
    this.#groupWeightMax = groupWeightMax
  }

  read<T>(run: () => Promise<T>): Promise<T> {
    return this.#enqueue({ run }) as Promise<T>
  }

  /** @returns what the write's place in the outcome of its group holds */
  write(write: Write, weight: number): Promise<unknown> {
    return this.#enqueue({ write, weight })
  }

  /** Resolves when no call waits or runs. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#drained.push(resolve)
      this.#startNext()
    })
  }

  #enqueue(call: Waiting<Write>['call']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject })
      this.#startNext()
    })
  }

  #startNext(): void {
    while (!this.#isWriting) {
      const [next] = this.#waiting
      if (next === undefined) break
      if ('run' in next.call) {
        this.#waiting.shift()
        this.#read(next, next.call.run)
      } else if (this.#readCount > 0) return
      else this.#write()
    }
    if (this.#isWriting || this.#readCount > 0) return
    for (const resolve of this.#drained) resolve()
    this.#drained = []
  }

  #read({ resolve, reject }: Waiting<Write>, run: () => Promise<unknown>): void {
    this.#readCount++
    void run()
      .then(resolve, reject)
      .finally(() => {
        this.#readCount--
        this.#startNext()
      })
  }

  #write(): void {
    const writes: Write[] = []
    let weight = 0
    for (const { call } of this.#waiting) {
      if ('run' in call || weight >= this.#groupWeightMax) break
      writes.push(call.write)
      weight += call.weight
    }
    const group = this.#waiting.splice(0, writes.length)
    this.#isWriting = true
    void this.#commit(writes)
      .then(
        (outcomes) => {
          for (const [k, outcome] of outcomes.entries())
            if (outcome.status === 'fulfilled') group[k]?.resolve(outcome.value)
            else group[k]?.reject(outcome.reason)
        },
        (error: unknown) => {
          for (const { reject } of group) reject(error)
        },
      )
      .finally(() => {
        this.#isWriting = false
        this.#startNext()
      })
  }
}
