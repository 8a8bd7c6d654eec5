/** The offline engine as the screens ask it: calls to its thread, answered one by one. */
import type { OfflineAnswerOf, OfflineCall, OfflineReply } from './offline-call.ts'

type Waiting = { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void }

export type OfflineEngine = {
  /** @throws Error that says in a sentence what is wrong */
  readonly call: <C extends OfflineCall>(call: C) => Promise<OfflineAnswerOf<C['do']>>
  readonly stop: () => void
}

export const startOfflineEngine = (): OfflineEngine => {
  const worker = new Worker(new URL('./offline-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let count = 0
  worker.addEventListener('message', ({ data }: MessageEvent<OfflineReply>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('wrong' in data) asked?.reject(new Error(data.wrong))
    else asked?.resolve(data.answer)
  })
  worker.addEventListener('error', () => {
    for (const { reject } of waiting.values()) reject(new Error('The offline engine stopped.'))
    waiting.clear()
  })
  return {
    call: <C extends OfflineCall>(call: C) =>
      new Promise<OfflineAnswerOf<C['do']>>((resolve, reject) => {
        const id = count++
        waiting.set(id, { resolve: (answer) => resolve(answer as OfflineAnswerOf<C['do']>), reject })
        worker.postMessage({ id, call })
      }),
    stop: () => worker.terminate(),
  }
}
