/** The real program in processes of its own: the server, and commands. */
import type { ChildProcess } from 'node:child_process'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, platform } from 'node:os'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Workspace } from './workspace.ts'

const PROGRAM = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))

/** Of util-linux: keeps a process to cores. */
export const PIN = 'taskset'

export type ProgramOptions = {
  readonly workspace: Workspace
  readonly dataFolder: string
  /** Left out, the embedded store. */
  readonly databaseUrl?: string
  /** Left out, a free one. */
  readonly port?: number
  /** The one core to run on, where the system lets us choose. */
  readonly core?: number
  /** Besides, by the names of their variables. */
  readonly settings?: Readonly<Record<string, string>>
  /** Of Node, before the program. */
  readonly nodeOptions?: readonly string[]
}

/** The settings of whoever runs the bench do not count. */
const environmentOf = ({ dataFolder, databaseUrl, port, settings }: ProgramOptions): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AISLE_'))),
  AISLE_DATA: dataFolder,
  AISLE_PORT: String(port ?? 0),
  AISLE_LOG_LEVEL: 'error',
  ...(databaseUrl !== undefined && { AISLE_DATABASE_URL: databaseUrl }),
  ...settings,
})

export const canPin = (): boolean => {
  if (platform() !== 'linux') return false
  try {
    execFileSync(PIN, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Keeps all threads of this process on the core; undefined lets them go everywhere again. */
export const pinSelf = (core: number | undefined): void => {
  const list = core === undefined ? `0-${cpus().length - 1}` : String(core)
  execFileSync(PIN, ['--all-tasks', '--cpu-list', '--pid', list, String(process.pid)], {
    stdio: 'ignore',
  })
}

export const spawnProgram = (options: ProgramOptions, args: readonly string[]): ChildProcess => {
  const node = [process.execPath, ...(options.nodeOptions ?? []), PROGRAM, ...args]
  const [program, ...rest] =
    options.core === undefined ? node : [PIN, '--cpu-list', String(options.core), ...node]
  return options.workspace.spawn(program as string, rest, {
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** @throws Error with what the command said when it fails */
export const runCommand = async (options: ProgramOptions, args: readonly string[]): Promise<string> => {
  const child = spawnProgram(options, args)
  const [output, complaints, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  if (code !== 0) throw new Error(`aisle ${args.join(' ')} ended with ${code}: ${complaints}`)
  return output
}

export type Memory = { readonly residentMb: number | null; readonly peakMb: number | null }

/** What the process has in memory, and the most it ever had, as the kernel of Linux counts. */
export const memoryOf = (pid: number): Memory => {
  const megabytes = (status: string, name: string): number | null => {
    const kib = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]
    return kib === undefined ? null : Number(kib) / 1024
  }
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return { residentMb: megabytes(status, 'VmRSS'), peakMb: megabytes(status, 'VmHWM') }
  } catch {
    const kib = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))
    return { residentMb: kib / 1024, peakMb: null }
  }
}

export type BenchServer = {
  readonly url: string
  readonly pid: number
  /** Ends it as an operator does. */
  readonly stop: () => Promise<void>
  /** Ends it as a power failure does. */
  readonly kill: () => Promise<void>
}

/** @returns the server once it serves lists; @throws Error with what it said when it ends before */
export const startServer = async (options: ProgramOptions): Promise<BenchServer> => {
  const child = spawnProgram(options, ['start', '--no-demo', '--json'])
  const ended = once(child, 'exit')
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal)
    await ended
  }
  const complaints = text(child.stderr as NodeJS.ReadableStream)
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const { value, done } = await lines.next()
  if (done === true) {
    const [said] = await Promise.all([complaints, ended])
    throw new Error(`The server ended (${child.signalCode ?? child.exitCode}) while it started: ${said}`)
  }
  const { url } = JSON.parse(value) as { url: string }
  return { url, pid: child.pid as number, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
