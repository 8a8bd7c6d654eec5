/** The machine that the figures are of. Without it they say nothing. */
import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'

export type Machine = {
  readonly cpu: string
  readonly coreCount: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly sqlite: string
  /** Of the embedded store's folder, for blocks of 4 KiB written one after the other. */
  readonly fsyncsPerSecond: number
  /** Mean number of processes that wanted a core in the minute before; above a half, others were at work. */
  readonly loadBefore: number
}

const BLOCK_BYTES = 4_096
const FSYNC_TRIAL_MS = 500

const measureFsync = (folder: string): number => {
  const path = join(folder, 'fsync-trial')
  const file = openSync(path, 'w')
  const block = Buffer.alloc(BLOCK_BYTES, 1)
  let count = 0
  const beganAt = performance.now()
  let elapsedMs = 0
  while (elapsedMs < FSYNC_TRIAL_MS) {
    writeSync(file, block)
    fsyncSync(file)
    count++
    elapsedMs = performance.now() - beganAt
  }
  closeSync(file)
  rmSync(path)
  return (count * 1000) / elapsedMs
}

/** @param folder  on the disk that the benches write to */
export const describeMachine = (folder: string): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  coreCount: cpus().length,
  memoryGb: totalmem() / 1024 ** 3,
  system: `${platform()} ${release()}`,
  node: process.version,
  sqlite: process.versions.sqlite ?? 'unknown',
  fsyncsPerSecond: measureFsync(folder),
  loadBefore: loadavg()[0] ?? Number.NaN,
})

/** The checked-out commit; `+` says that files differ from it. */
export const commitOf = (root: string): string => {
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return `${git('rev-parse', '--short=12', 'HEAD')}${git('status', '--porcelain', '--', 'src') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}

export const machineSentence = (machine: Machine): string =>
  [
    `${machine.cpu}, ${machine.coreCount} cores, ${machine.memoryGb.toFixed(0)} GB`,
    machine.system,
    `Node ${machine.node}`,
    `SQLite ${machine.sqlite}`,
    `${Math.round(machine.fsyncsPerSecond).toLocaleString('en')} fsyncs/s`,
    `load before ${machine.loadBefore.toFixed(1)}`,
  ].join('; ')
