/**
 * Many threads, as recipes see them. A recipe cuts its work into parts that write to different places, so the result is
 * the same bytes however many threads there are and whichever is first.
 */

/** Work that any thread can do. It is found by its name in `tasks.ts`; its arguments are shared arrays and numbers. */
export type Task<Args> = {
  readonly name: string
  /** Called once in each thread for a run: takes hold of the arrays and gives the function that does one part. */
  readonly open: (args: Args) => (part: number) => void
}

export type Compute = {
  readonly threadCount: number
  /**
   * Does parts 0 to partCount − 1, each once, several at a time and in any order.
   *
   * @param args    numbers, plain objects and typed arrays over `SharedArrayBuffer`: what parts write must be shared
   * @param onPart  how many parts are done; what it throws stops the run and is thrown from here
   */
  readonly run: <Args>(
    task: Task<Args>,
    args: Args,
    partCount: number,
    onPart?: (doneCount: number) => void,
  ) => Promise<void>
}

/** One thread: this one. */
export const inlineCompute: Compute = {
  threadCount: 1,
  run: async (task, args, partCount, onPart) => {
    const doPart = task.open(args)
    for (let part = 0; part < partCount; part++) {
      doPart(part)
      onPart?.(part + 1)
    }
  },
}

/** Zeros that all threads see. */
export const sharedFloats = (length: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT))
export const sharedInts = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT))
/** A copy that all threads see. */
export const sharedCopy = (numbers: Int32Array): Int32Array<SharedArrayBuffer> => {
  const copy = sharedInts(numbers.length)
  copy.set(numbers)
  return copy
}
