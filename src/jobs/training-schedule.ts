/** When a shop is trained by itself: first when it has enough orders, then every so many hours if there is news. */
import type { ShopRuntime } from './shop-runtime.ts'
import type { ServingModels } from './serving-models.ts'
import { isOver, type Trainings, type TrainingStatus } from './trainings.ts'

const HOUR_MS = 3_600_000
/** With fewer orders than these in the last year, what goes together is chance. */
export const FIRST_ORDERS_MIN = 100
const ORDER_DAYS = 365

export type DueInput = {
  /** ms UTC */
  readonly now: number
  readonly everyHours: number
  readonly orderCount: number
  readonly logSeq: number
  /** Of the newest model that was trained, whether it serves or not. */
  readonly newest: { readonly trainedAt: number; readonly logSeq: number } | undefined
  /** When the last training ended that brought no model. */
  readonly failedAt: number | undefined
}

export const isTrainingDue = ({
  now,
  everyHours,
  orderCount,
  logSeq,
  newest,
  failedAt = Number.NEGATIVE_INFINITY,
}: DueInput): boolean => {
  if (everyHours === 0) return false
  if (now - failedAt < everyHours * HOUR_MS) return false
  if (newest === undefined) return orderCount >= FIRST_ORDERS_MIN
  return now - newest.trainedAt >= everyHours * HOUR_MS && logSeq > newest.logSeq
}

const ordersOfYear = ({ view }: ShopRuntime, now: number): number => {
  const today = view.dayOf(now)
  let count = 0
  for (let day = today - ORDER_DAYS + 1; day <= today; day++) count += view.counters.orderCount(day)
  return count
}

/** What the operator should know of a training that nobody asked for; undefined when all is well. */
export const warningOf = ({
  shop,
  state,
  verdict,
  modelVersion,
  error,
}: TrainingStatus): string | undefined => {
  if (state === 'failed')
    return `${shop}: the training by itself failed: ${error?.message ?? 'no reason'} ${error?.fix ?? ''}`.trimEnd()
  if (state !== 'refused') return undefined
  const reasons = (verdict?.reasons ?? []).map(({ code, text }) => `${text} [${code}]`).join(' ')
  return `${shop}: the training by itself was refused, and the model before it goes on: ${reasons} Let it serve all the same with \`npx aisle models publish ${modelVersion} --shop ${shop} --force\`.`
}

/** Starts the trainings that are due, and tells what went wrong once they are over. */
export const startDueTrainings = async (
  runtimes: readonly ShopRuntime[],
  {
    models,
    trainings,
    everyHours,
    now,
    warn,
  }: {
    readonly models: ServingModels
    readonly trainings: Trainings
    readonly everyHours: number
    readonly now: number
    readonly warn: (text: string) => void
  },
): Promise<void> => {
  if (everyHours === 0) return
  for (const runtime of runtimes) {
    const [newest] = (await models.list(runtime)).filter(({ logId }) => logId === runtime.logId)
    const [last] = trainings.list(runtime.shop)
    if (last !== undefined && !isOver(last)) continue
    const failedAt = last?.state === 'failed' || last?.state === 'cancelled' ? last.endedAt : undefined
    const orderCount = newest === undefined ? ordersOfYear(runtime, now) : 0
    if (!isTrainingDue({ now, everyHours, orderCount, logSeq: runtime.logSeq, newest, failedAt })) continue
    const { trainingId } = await trainings.start(runtime)
    // Not waited for: it may take hours.
    void trainings.ended(trainingId).then((status) => {
      const warning = warningOf(status)
      if (warning !== undefined) warn(warning)
    })
  }
}

/** How often it is looked at. */
export const DUE_CHECK_MS = 600_000
