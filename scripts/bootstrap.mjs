/**
 * Brings a fresh clone to where commands run: dependencies, the pinned Node runtime, the built web apps.
 * Plain JavaScript, because it runs on whatever Node (20 or newer) the machine has.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const pinnedNode = join(modules, 'node', 'bin', 'node')
const NODE_MAJOR_MIN = 24

const say = (text) => process.stderr.write(`${text}\n`)

const fail = (what, fix) => {
  say(`\n${what}\n${fix}`)
  process.exit(1)
}

/** Runs a step with its output held back; shows that it goes on, and the output when it fails. */
const step = (title, command, args, options = {}) =>
  new Promise((resolve) => {
    const beganAt = Date.now()
    const seconds = () => `${((Date.now() - beganAt) / 1000).toFixed(0)} s`
    const isTerminal = process.stderr.isTTY === true
    const timer = setInterval(() => isTerminal && process.stderr.write(`\r${title} … ${seconds()} `), 250)
    if (!isTerminal) say(`${title} …`)
    let output = ''
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    const end = (code, error) => {
      clearInterval(timer)
      process.stderr.write(
        `${isTerminal ? '\r' : ''}${title}: ${code === 0 ? `done in ${seconds()}` : 'failed'}\n`,
      )
      resolve({ isDone: code === 0, output: error === undefined ? output : `${output}\n${error.message}` })
    }
    child.on('error', (error) => end(1, error))
    child.on('close', (code) => end(code ?? 1))
  })

const hashOf = (...texts) => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text)
  return hash.digest('hex')
}

const isMarked = (path, mark) => existsSync(path) && readFileSync(path, 'utf8') === mark

/**
 * `npm install` without saving, and not `npm ci`: the lock file holds the native parts of Linux only, which `ci` takes
 * for a fault. Elsewhere the lock is left aside, or npm would leave out that platform's native parts; direct
 * dependencies are pinned in package.json all the same.
 */
const INSTALL = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']

/** Installs what package-lock.json says, when it has changed since the last time. */
export const ensureInstalled = async () => {
  const marker = join(modules, '.aisle-installed')
  const mark = hashOf(readFileSync(join(root, 'package-lock.json')), process.platform, process.arch)
  if (isMarked(marker, mark)) return
  const flags = process.platform === 'linux' ? [] : ['--no-package-lock']
  const { isDone, output } = await step('Installing dependencies', 'npm', [...INSTALL, ...flags])
  if (!isDone)
    fail(
      output,
      'The dependencies could not be installed. Check the network and the npm registry, then run it again.',
    )
  mkdirSync(modules, { recursive: true })
  writeFileSync(marker, mark)
}

const majorOf = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0)

/** The Node that runs the program: the pinned one, or the machine's own when that is new enough. */
export const findNode = () => {
  const pinned = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' })
  if (pinned.status === 0) return pinnedNode
  if (majorOf(process.version) >= NODE_MAJOR_MIN) return process.execPath
  return fail(
    `The pinned Node runtime is not installed, and this machine's Node is ${process.version}.`,
    `Run \`npm rebuild node\`, or install Node ${NODE_MAJOR_MIN} or newer.`,
  )
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !relative(folder, path).startsWith('dist'))
    .sort()

/** Files are compressed once, when they are built, and not for each shopper. */
const compressBeside = (path) => {
  if (!/\.(js|css|svg)$/.test(path)) return
  const bytes = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(bytes))
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
}

/** Builds the web apps, when their sources have changed since the last time. */
export const ensureWebBuilt = async (node) => {
  const web = join(root, 'web')
  const marker = join(web, 'dist', '.built')
  const sources = [
    ...filesBelow(web),
    ...filesBelow(join(root, 'sdk', 'src')),
    // The engine that answers at a till without the server is of the web apps as well.
    ...filesBelow(join(root, 'src')).filter((path) => !path.endsWith('.test.ts')),
    join(root, 'scripts', 'build-sdk.mjs'),
    join(root, 'package-lock.json'),
    fileURLToPath(import.meta.url),
  ]
  const mark = hashOf(...sources.map((path) => readFileSync(path)))
  if (isMarked(marker, mark)) return
  const vite = join(modules, 'vite', 'bin', 'vite.js')
  const { isDone, output } = await step(
    'Building the web apps',
    node,
    [vite, 'build', '--config', 'web/vite.config.ts'],
    {
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  if (!isDone) fail(output, 'The web apps could not be built.')
  const files = join(web, 'dist', 'sdk')
  const sdk = await step('Building the SDK', node, [join(root, 'scripts', 'build-sdk.mjs'), files])
  if (!sdk.isDone) fail(sdk.output, 'The SDK could not be built.')
  for (const folder of ['assets', 'pos/thread', 'sdk'])
    for (const path of filesBelow(join(web, 'dist', folder))) compressBeside(path)
  writeFileSync(marker, mark)
}

/** Runs a command in the foreground, passes signals on, and ends with its exit code. */
export const run = (command, args, environment = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
    const pass = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
    child.on('error', (error) => fail(error.message, `The command ${command} could not be run.`))
    child.on('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)))
  })

/** Runs the program itself from its TypeScript sources. */
export const runProgram = (node, args) => run(node, [join(root, 'src', 'cli', 'main.ts'), ...args])
