/** The thread that holds the SQLite file. Calls that wait together are committed together and share one fsync. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { assert } from '../../domain/errors.ts'
import { type Engine, type EngineOptions, openEngine, type RecordColumns } from './engine.ts'
import { postedError, sqliteFault } from './faults.ts'
import type { Answer, Ask, CallName } from './messages.ts'

/** Bounds how long the first caller of a group waits for the others. */
const GROUP_RECORDS_MAX = 8_192

const WRITES: ReadonlySet<CallName> = new Set<CallName>([
  'append',
  'rewrite',
  'addRejects',
  'removeRejects',
  'writeNote',
])

const run = (engine: Engine, [call, name, args]: Ask): Answer => {
  const ask = engine[name] as (...args: readonly unknown[]) => unknown
  return { call, value: ask(...args) }
}

/** One call in a transaction of its own when it writes; its failure is its answer. */
const answerOne = (engine: Engine, path: string, ask: Ask): Answer => {
  try {
    return WRITES.has(ask[1]) ? engine.transact(() => run(engine, ask)) : run(engine, ask)
  } catch (error) {
    return { call: ask[0], error: postedError(sqliteFault(error, path)) }
  }
}

/** All or nothing first; when that fails, one by one, so that a call fails for its own fault only. */
const answerWrites = (engine: Engine, path: string, asks: readonly Ask[]): readonly Answer[] => {
  if (asks.length > 1)
    try {
      return engine.transact(() => asks.map((ask) => run(engine, ask)))
    } catch {
      // Whatever it was, the single calls below meet it again and answer with it.
    }
  return asks.map((ask) => answerOne(engine, path, ask))
}

const recordsIn = ([, name, args]: Ask): number =>
  name === 'append'
    ? (args[1] as RecordColumns).ids.length
    : name === 'rewrite'
      ? (args[1] as Float64Array).length
      : 1

/** The calls that are waiting, the given one first. */
const drain = (port: MessagePort, first: Ask): readonly Ask[] => {
  const asks = [first]
  for (let recordCount = recordsIn(first); recordCount < GROUP_RECORDS_MAX; ) {
    const next = receiveMessageOnPort(port)
    if (next === undefined) break
    const ask = next.message as Ask
    asks.push(ask)
    recordCount += recordsIn(ask)
  }
  return asks
}

const serve = (port: MessagePort, engine: Engine, path: string): void => {
  port.on('message', (first: Ask) => {
    let writes: Ask[] = []
    const flush = (): void => {
      for (const answer of answerWrites(engine, path, writes)) port.postMessage(answer)
      writes = []
    }
    for (const ask of drain(port, first)) {
      if (WRITES.has(ask[1])) {
        writes.push(ask)
        continue
      }
      flush()
      port.postMessage(answerOne(engine, path, ask))
      if (ask[1] === 'close') port.close()
    }
    flush()
  })
}

assert(parentPort !== null, 'this file runs as a worker')
const options = workerData as EngineOptions
try {
  const engine = openEngine(options)
  serve(parentPort, engine, options.path)
  parentPort.postMessage({ call: 0, value: undefined } satisfies Answer)
} catch (error) {
  parentPort.postMessage({ call: 0, error: postedError(error) } satisfies Answer)
}
