/** One thread of `thread-compute.ts`: takes parts of a run until there are none. */
import { parentPort } from 'node:worker_threads'
import { taskNamed } from '../models/tasks.ts'
import { NEXT, type RunMessage, STOP, type ThreadMessage } from './thread-compute.ts'

const say = (message: ThreadMessage): void => parentPort?.postMessage(message)

const takeParts = ({ task: name, args, partCount, control }: RunMessage): void => {
  const task = taskNamed(name)
  if (task === undefined) throw new Error(`There is no task ${JSON.stringify(name)} in tasks.ts.`)
  const doPart = task.open(args as never)
  while (Atomics.load(control, STOP) === 0) {
    const part = Atomics.add(control, NEXT, 1)
    if (part >= partCount) return
    doPart(part)
    say('part')
  }
}

parentPort?.on('message', (message: RunMessage) => {
  try {
    takeParts(message)
    say('ended')
  } catch (error) {
    say({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
