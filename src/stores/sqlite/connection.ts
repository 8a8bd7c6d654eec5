/** The calling side of the store's thread. */
import { Worker } from 'node:worker_threads'
import { AisleError } from '../../domain/errors.ts'
import type { EngineCalls, EngineOptions } from './engine.ts'
import { receivedError } from './faults.ts'
import type { Answer, Ask, CallName } from './messages.ts'

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

export type Connection = {
  readonly call: <Name extends CallName>(
    name: Name,
    ...args: Parameters<EngineCalls[Name]>
  ) => Promise<ReturnType<EngineCalls[Name]>>
  /** Rejects when the file could not be opened. */
  readonly opened: Promise<unknown>
  /** Resolves when the thread is gone. */
  readonly ended: Promise<void>
  readonly worker: Worker
}

export const connect = (options: EngineOptions): Connection => {
  // Without flags of this process: some, as `--input-type`, would keep the thread from starting.
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options, execArgv: [] })
  const pending = new Map<number, Pending>()
  let callCount = 0
  /** Why no more calls are taken. */
  let refusal: AisleError | undefined
  const closed = new AisleError('STORE_BROKEN', `The store at ${options.path} is closed.`, {
    fix: 'Start the program again.',
  })
  const answerTo = (call: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      pending.set(call, { resolve, reject })
    })
  const opened = answerTo(0)
  const fail = (error: AisleError): void => {
    refusal ??= error
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
  }
  worker.on('message', (answer: Answer) => {
    const waiting = pending.get(answer.call)
    pending.delete(answer.call)
    if ('error' in answer) waiting?.reject(receivedError(answer.error))
    else waiting?.resolve(answer.value)
  })
  worker.on('error', (cause) => {
    const message = `The thread of the store at ${options.path} failed: ${cause instanceof Error ? cause.message : cause}.`
    fail(new AisleError('STORE_BROKEN', message, { cause, fix: 'Start the program again.' }))
  })
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      fail(closed)
      resolve()
    })
  })
  const call = (name: CallName, ...args: readonly unknown[]): Promise<unknown> => {
    if (refusal !== undefined) return Promise.reject(refusal)
    if (name === 'close') refusal = closed
    const ask: Ask = [++callCount, name, args]
    worker.postMessage(ask)
    return answerTo(callCount)
  }
  return { call: call as Connection['call'], opened, ended, worker }
}
