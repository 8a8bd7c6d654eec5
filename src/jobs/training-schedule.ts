/** When a shop is trained by itself: first when it has enough orders, then every so many hours if there is news. */
import type { ShopRuntime } from './shop-runtime.ts'
import type { ServingModels } from './serving-models.ts'
import type { Trainings } from './trainings.ts'

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

/** Starts the trainings that are due. */
export const startDueTrainings = async (
  runtimes: readonly ShopRuntime[],
  {
    models,
    trainings,
    everyHours,
    now,
  }: {
    readonly models: ServingModels
    readonly trainings: Trainings
    readonly everyHours: number
    readonly now: number
  },
): Promise<void> => {
  if (everyHours === 0) return
  for (const runtime of runtimes) {
    const [newest] = (await models.list(runtime)).filter(({ logId }) => logId === runtime.logId)
    const [last] = trainings.list(runtime.shop)
    const failedAt = last?.state === 'failed' || last?.state === 'cancelled' ? last.endedAt : undefined
    const orderCount = newest === undefined ? ordersOfYear(runtime, now) : 0
    if (isTrainingDue({ now, everyHours, orderCount, logSeq: runtime.logSeq, newest, failedAt }))
      await trainings.start(runtime)
  }
}

/** How often it is looked at. */
export const DUE_CHECK_MS = 600_000
