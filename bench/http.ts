/** Calls to a server, over connections that stay open. */
import { Agent, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

export type Answer = { readonly status: number; readonly body: string }

export type Caller = {
  /** Rejects when the connection fails before the whole answer is here. */
  readonly call: (method: string, path: string, body?: string | Buffer) => Promise<Answer>
  /** The same, for calls that must succeed. @throws Error with the answer */
  readonly json: <T>(method: string, path: string, body?: unknown) => Promise<T>
  readonly close: () => void
}

export const openCaller = (url: string, connectionsMax: number): Caller => {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax })
  const call: Caller['call'] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers =
        body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const asked = request(`${url}${path}`, { method, agent, headers }, (response) => {
        buffer(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, body: bytes.toString() }),
          reject,
        )
      })
      asked.on('error', reject)
      asked.end(body)
    })
  return {
    call,
    json: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await call(method, path, body === undefined ? undefined : JSON.stringify(body))
      if (answer.status < 200 || answer.status > 299)
        throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body.slice(0, 500)}`)
      return JSON.parse(answer.body) as T
    },
    close: () => agent.destroy(),
  }
}

/** Works through the indices below `count` with so many workers at a time. */
export const inParallel = async (
  count: number,
  workerCount: number,
  work: (index: number) => Promise<void>,
): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(workerCount, count) }, worker))
}
