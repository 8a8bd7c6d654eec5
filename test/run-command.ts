/** Runs the program's commands as a shell would, and says what came of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Command, CommanderError } from 'commander'
import { vi } from 'vitest'
import { createProgram } from '../src/cli/program.ts'

const MAIN = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** A process of its own, for what only a process shows: signals and locks. */
export const begin = (folder: string, args: readonly string[]) => {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('AISLE_')),
  )
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...inherited, AISLE_DATA: folder, AISLE_PORT: '0' },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => (out += String(text)))
  child.stderr.on('data', (text) => (err += String(text)))
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, out, err }))
  return { child, ended }
}

/** Makes the command and those below it throw where they would end the process. */
const withoutExit = (command: Command): Command => {
  command.exitOverride()
  for (const below of command.commands) withoutExit(below)
  return command
}

/** The command in this process, which is twenty times as fast. */
export const runWith = async (
  folder: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Ended> => {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((...given: readonly unknown[]) => {
      written[name] += Buffer.from(given[0] as string).toString()
      const done = given.at(-1)
      if (typeof done === 'function') process.nextTick(done)
      return true
    }),
  )
  const signals = ['SIGINT', 'SIGTERM'] as const
  const listeners = signals.map((signal) => process.listeners(signal))
  vi.stubEnv('AISLE_DATA', folder)
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  let code: number
  process.exitCode = 0
  try {
    await withoutExit(createProgram()).parseAsync(args, { from: 'user' })
    code = process.exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    code = error.exitCode
  } finally {
    process.exitCode = 0
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
    for (const [k, signal] of signals.entries())
      for (const listener of process.listeners(signal))
        if (listeners[k]?.includes(listener) === false) process.off(signal, listener)
  }
  return { code, out: written.stdout, err: written.stderr }
}
/** On a free port of this machine. */
export const run = (folder: string, ...args: readonly string[]): Promise<Ended> =>
  runWith(folder, { AISLE_PORT: '0' }, args)
