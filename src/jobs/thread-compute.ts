/** `Compute` on several worker threads of this process. */
import { Worker } from 'node:worker_threads'
import type { Compute } from '../models/compute.ts'

export type ThreadCompute = Compute & {
  /** Ends the threads; a run that is under way is thrown away. */
  readonly close: () => Promise<void>
}

/** What a thread is asked for. */
export type RunMessage = {
  readonly task: string
  readonly args: unknown
  readonly partCount: number
  /** Two shared numbers: the next part to take, and 1 when the run is to stop. */
  readonly control: Int32Array
}
/** What a thread says: a part is done; all is done that it could take; or what went wrong. */
export type ThreadMessage = 'part' | 'ended' | { readonly failure: string }

export const NEXT = 0
export const STOP = 1

/** @param threadCount  at least 1 */
export const openThreadCompute = (threadCount: number): ThreadCompute => {
  const url = new URL('./thread-compute-worker.ts', import.meta.url)
  let isClosed = false
  const workers = Array.from({ length: threadCount }, () => {
    const worker = new Worker(url)
    worker.on('exit', () => {
      isClosed = true
    })
    worker.unref()
    return worker
  })
  let last: Promise<void> = Promise.resolve()

  const runNow = async (message: RunMessage, onPart?: (doneCount: number) => void): Promise<void> => {
    let doneCount = 0
    let failure: unknown
    const fail = (error: unknown): void => {
      failure ??= error
      Atomics.store(message.control, STOP, 1)
    }
    const hear = (said: ThreadMessage): void => {
      if (said === 'part') {
        doneCount++
        if (failure !== undefined) return
        try {
          onPart?.(doneCount)
        } catch (error) {
          fail(error)
        }
      } else if (said !== 'ended') fail(new Error(said.failure))
    }
    await Promise.all(workers.map((worker) => runOn(worker, message, hear, fail)))
    if (failure !== undefined) throw failure
  }

  return {
    threadCount,
    run: (task, args, partCount, onPart) => {
      if (partCount === 0) return Promise.resolve()
      const control = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
      const run = last.then(() => {
        if (isClosed) throw new Error('The threads have ended.')
        return runNow({ task: task.name, args, partCount, control }, onPart)
      })
      last = run.catch(() => {})
      return run
    },
    close: async () => {
      isClosed = true
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** Resolves when this thread takes no more parts of the run, for whatever reason. */
const runOn = (
  worker: Worker,
  message: RunMessage,
  hear: (message: ThreadMessage) => void,
  fail: (error: unknown) => void,
): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      worker.unref()
      resolve()
    }
    const onMessage = (said: ThreadMessage): void => {
      hear(said)
      if (said !== 'part') end()
    }
    const onError = (error: unknown): void => {
      fail(error)
      end()
    }
    const onExit = (): void => {
      fail(new Error('A thread ended in the middle of its work.'))
      end()
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage(message)
  })
