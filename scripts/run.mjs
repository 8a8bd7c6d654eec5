/** What the npm scripts call: brings the clone up to date, then does the work with the pinned Node. */
import { join } from 'node:path'
import { ensureInstalled, ensureWebBuilt, findNode, root, run, runProgram } from './bootstrap.mjs'
import { ensureChromium } from './chromium.mjs'

const [name, ...args] = process.argv.slice(2)

const tool = (...path) => join(root, 'node_modules', ...path)

/** Checks in the order in which they fail fastest. */
const check = async (node) => {
  const steps = [
    [tool('typescript', 'bin', 'tsc'), '-b', 'tsconfig.e2e.json'],
    [tool('typescript', 'bin', 'tsc'), '-p', 'web/tsconfig.json', '--noEmit'],
    [tool('typescript', 'bin', 'tsc'), '-p', 'examples/tsconfig.json', '--noEmit'],
    [tool('oxlint', 'bin', 'oxlint'), '--type-aware', '--quiet'],
    [tool('@biomejs', 'biome', 'bin', 'biome'), 'format', '.'],
    [tool('knip', 'bin', 'knip.js')],
  ]
  for (const step of steps) {
    const code = await run(node, step)
    if (code !== 0) return code
  }
  return 0
}

const commands = {
  start: async (node) => {
    await ensureWebBuilt(node)
    return runProgram(node, ['start', ...args])
  },
  aisle: async (node) => {
    if (args[0] === 'start') await ensureWebBuilt(node)
    return runProgram(node, args)
  },
  test: async (node) => {
    await ensureWebBuilt(node)
    await ensureChromium()
    return run(node, [tool('vitest', 'vitest.mjs'), 'run', ...args])
  },
  check,
  screenshots: async (node) => {
    await ensureWebBuilt(node)
    await ensureChromium()
    return run(node, [join(root, 'bench', 'web', 'screenshots.ts'), ...args])
  },
  bench: async (node) => {
    if (args[0] === 'web') {
      await ensureWebBuilt(node)
      await ensureChromium()
    }
    return run(node, [join(root, 'bench', 'main.ts'), ...args])
  },
  client: (node) => run(node, [join(root, 'scripts', 'build-client.mjs'), ...args]),
}

const command = commands[name]
if (command === undefined) {
  process.stderr.write(`There is no script ${name}; there are ${Object.keys(commands).join(', ')}.\n`)
  process.exit(2)
}
process.chdir(root)
await ensureInstalled()
process.exit(await command(findNode()))
