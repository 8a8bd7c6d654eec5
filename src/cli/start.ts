/** `aisle start`: the server, with the demo shop on the first run. */
import type { Command } from 'commander'
import { isLoopback } from '../config/settings.ts'
import { ensureFirstShop } from '../server/first-shop.ts'
import { serve } from '../server/serve.ts'
import { type CommandContext, jsonCommand, runCommand } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { print } from './terminal.ts'

const addresses = (url: string): string =>
  [
    '',
    'Aisle is running.',
    `  Storefront      ${url}/shop/`,
    `  Point of sale   ${url}/pos/`,
    `  Console         ${url}/console/`,
    `  API reference   ${url}/api/reference`,
    '',
    'Stop it with Ctrl-C.',
  ].join('\n')

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const start = async ({ settings, output }: CommandContext, hasDemo: boolean): Promise<void> => {
  const stopped = untilStopped()
  const bar = progressBar('Reading the log', 'records', !output.isJson, () => Date.now())
  let hasRead = false
  const running = serve({
    settings,
    progress: (_shop, done, head) => {
      hasRead = true
      bar.update(done, head)
    },
    prepare: async (engine) => {
      if (hasRead) bar.end()
      if (!hasDemo) return
      const making = progressBar('Making the demo shop', 'records', !output.isJson, () => Date.now())
      await ensureFirstShop(engine, making.update)
      making.end()
    },
    warn: (text) => process.stderr.write(`${text}\n`),
  })
  const first = await Promise.race([running, stopped])
  if (first === undefined) process.exit(130)
  if (output.isJson)
    print(JSON.stringify({ url: first.url, shops: first.engine.shops.opened().map(({ shop }) => shop) }))
  else {
    print(addresses(first.url))
    if (!isLoopback(settings.host))
      print(
        '\nIt listens beyond this machine: make keys with `npx aisle keys create` before you let others in.',
      )
  }
  await stopped
  await first.close()
}

export const startCommand = (): Command =>
  jsonCommand('start', 'run the server: storefront, POS, console and API on one port')
    .option('--no-demo', 'do not make the demo shop in an empty store')
    .action((options: { json: boolean; demo: boolean }) =>
      runCommand(options, (context) => start(context, options.demo)),
    )
