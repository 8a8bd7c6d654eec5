/** Sends the steps of an import in batches, two at a time, and applies what became of them in their order. */
import type { Step } from '../datasets/translate.ts'
import { AisleError } from '../domain/errors.ts'
import type { Tally } from './import-report.ts'
import type { Outcome, RecordKind, Sink } from './sink.ts'

export type SenderOptions = {
  readonly sink: Sink
  /** Records in one call. */
  readonly batchSize: number
  readonly tally: Tally
  /** All up to this row is durable. */
  readonly mark: (rowNumber: number) => void
  /** After each batch that became durable. */
  readonly afterBatch: () => Promise<void>
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly signal?: AbortSignal
}

export type Sender = {
  /** Resolves when there is room for more. */
  readonly send: (step: Step) => Promise<void>
  /** Sends what is left, unless the signal was given, and waits for all. */
  readonly end: () => Promise<void>
  /** After a failure: applies what did become durable before it, and waits for the rest. */
  readonly settle: () => Promise<void>
}

/** Documents go one batch at a time: of two versions of an item the later must be the one that stays. */
const IN_FLIGHT_MAX: Readonly<Record<RecordKind, number>> = { events: 2, items: 1, customers: 1, channels: 1 }
/** Order lines in one call, so that a call stays within a few MB. */
const LINES_PER_BATCH_MAX = 20_000
/** Steps without a record, which cost memory only. */
const STEPS_PER_BATCH_MAX = 50_000
const RETRIES_MAX = 60
const WAIT_MS_MIN = 100
const WAIT_MS_MAX = 5_000

type Batch = { readonly kind: RecordKind; readonly steps: Step[]; recordCount: number; lineCount: number }

const newBatch = (kind: RecordKind): Batch => ({ kind, steps: [], recordCount: 0, lineCount: 0 })

const applyOutcome = (
  tally: Tally,
  step: Extract<Step, { step: 'record' }>,
  outcome: Outcome | undefined,
): void => {
  if (outcome === undefined)
    throw new AisleError('INTERNAL', 'The sink gave fewer outcomes than it was sent records.')
  if (outcome.status === 'accepted') tally.accept(step.kind, step.rowCount)
  else if (outcome.status === 'duplicate') tally.duplicate(step.rowCount)
  else
    tally.refuse({
      code: outcome.code,
      field: outcome.field,
      message: outcome.message,
      fix: outcome.fix,
      rowNumber: step.rowNumber,
      rowCount: step.rowCount,
      text: JSON.stringify(step.record),
    })
}

export const createSender = ({
  sink,
  batchSize,
  tally,
  mark,
  afterBatch,
  wait,
  signal,
}: SenderOptions): Sender => {
  let batch = newBatch('events')
  const inFlight: { readonly batch: Batch; readonly outcomes: Promise<readonly Outcome[]> }[] = []

  const sendWithRetries = async ({ kind, steps }: Batch): Promise<readonly Outcome[]> => {
    const records = steps.flatMap((step) => (step.step === 'record' ? [step.record] : []))
    if (records.length === 0) return []
    for (let retry = 0; ; retry++)
      try {
        return await sink.send(kind, records)
      } catch (cause) {
        const isFull = cause instanceof AisleError && cause.code === 'QUEUE_FULL'
        if (!isFull || retry >= RETRIES_MAX || signal?.aborted === true) throw cause
        await wait(Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** retry), signal)
      }
  }

  const settleOldest = async (): Promise<void> => {
    const oldest = inFlight[0]
    if (oldest === undefined) return
    const outcomes = await oldest.outcomes
    inFlight.shift()
    let k = 0
    for (const step of oldest.batch.steps)
      switch (step.step) {
        case 'record':
          applyOutcome(tally, step, outcomes[k++])
          break
        case 'refusal':
          tally.refuse({ ...step.problem, fix: '', rowNumber: step.rowNumber, rowCount: 1, text: step.text })
          break
        case 'mark':
          mark(step.rowNumber)
          break
      }
    await afterBatch()
  }

  const flush = async (): Promise<void> => {
    const full = batch
    batch = newBatch(full.kind)
    if (full.steps.length === 0) return
    while (inFlight.length >= IN_FLIGHT_MAX[full.kind]) await settleOldest()
    const outcomes = sendWithRetries(full)
    // Whoever settles it sees the failure; until then it must not count as unhandled.
    outcomes.catch(() => undefined)
    inFlight.push({ batch: full, outcomes })
  }

  const send = async (step: Step): Promise<void> => {
    if (signal?.aborted === true) return
    if (step.step === 'record') {
      const lines = step.record['lines']
      const lineCount = Array.isArray(lines) ? lines.length : 1
      const isFull = batch.recordCount >= batchSize || batch.lineCount + lineCount > LINES_PER_BATCH_MAX
      if (batch.recordCount > 0 && (isFull || batch.kind !== step.kind)) await flush()
      if (batch.kind !== step.kind) batch = { ...batch, kind: step.kind }
      batch.recordCount += 1
      batch.lineCount += lineCount
    }
    batch.steps.push(step)
    if (batch.steps.length >= STEPS_PER_BATCH_MAX) await flush()
  }

  return {
    send,
    end: async () => {
      if (signal?.aborted !== true) await flush()
      while (inFlight.length > 0) await settleOldest()
    },
    settle: async () => {
      try {
        while (inFlight.length > 0) await settleOldest()
      } catch {
        // The failure that led here is the one to tell.
        await Promise.allSettled(inFlight.map(({ outcomes }) => outcomes))
      }
    },
  }
}
