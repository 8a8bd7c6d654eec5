/** A temporary folder and the processes of a run: gone when the run ends, however it ends. What takes long to prepare may stay. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Workspace = {
  readonly path: string
  /** A new, empty folder. */
  readonly folder: (name: string) => string
  /** A folder beside this one that stays for later runs, made or not. Delete it when the disk is wanted back. */
  readonly keptFolder: (name: string) => string
  /** A process that does not outlive this one. */
  readonly spawn: (program: string, args: readonly string[], options: SpawnOptions) => ChildProcess
}

const INTERRUPTED = 130
const KEPT = 'aisle-bench-kept'

/** Must be called once: it ends with the process. Set `TMPDIR` to choose the disk. */
export const openWorkspace = (): Workspace => {
  const path = mkdtempSync(join(tmpdir(), 'aisle-bench-'))
  const children = new Set<ChildProcess>()
  let folderCount = 0
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL')
    // A process that was just killed may still hold a file for a moment.
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(INTERRUPTED))
  return {
    path,
    folder: (name) => {
      const folder = join(path, `${++folderCount}-${name}`)
      mkdirSync(folder)
      return folder
    },
    keptFolder: (name) => join(tmpdir(), KEPT, name),
    spawn: (program, args, options) => {
      const child = spawn(program, args, options)
      children.add(child)
      child.once('exit', () => children.delete(child))
      return child
    },
  }
}
