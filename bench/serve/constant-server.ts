/** The least that an HTTP server of Node does: it reads the request, and answers a text that it has. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { PIN } from '../server.ts'
import type { Workspace } from '../workspace.ts'

export type ConstantServer = { readonly url: string; readonly stop: () => Promise<void> }

/** @param answer  JSON text */
export const startConstantServer = async (
  workspace: Workspace,
  answer: string,
  core: number | undefined,
): Promise<ConstantServer> => {
  const node = [process.execPath, fileURLToPath(import.meta.url)]
  const [program, ...args] = core === undefined ? node : [PIN, '--cpu-list', String(core), ...node]
  const child = workspace.spawn(program as string, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  child.stdin?.end(answer)
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const { value } = await lines.next()
  return {
    url: value as string,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const serve = async (): Promise<void> => {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const answer = Buffer.concat(chunks).toString()
  const length = Buffer.byteLength(answer)
  const server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
      response.end(answer)
    })
  })
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    process.stdout.write(`http://127.0.0.1:${port}\n`)
  })
}

if (import.meta.main) await serve()
