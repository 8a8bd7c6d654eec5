/** The channels of the demo shop: a web shop, five stores and a telephone. */
import type { Assortment, Channel } from '../domain/catalog.ts'
import { dayStart, type Plan } from './plan.ts'
import { STORES } from './words.ts'

/** Forms that a store has no room for. */
export const STORE_EXCLUDES: Readonly<Record<string, readonly string[]>> = {
  'store-cardiff': ['sofa', 'table', 'bike'],
  'store-edinburgh': ['bike', 'tent'],
}

/** One store closes a department for the last month of the coming quarter: an assortment that takes effect later. */
const CLOSING = { channelId: 'store-leeds', department: 'Garden', fromDay: 60, untilDay: 90 }

const assortmentsOf = (plan: Plan, channelId: string): readonly Assortment[] => {
  const excluded = STORE_EXCLUDES[channelId] ?? []
  const paths = plan.shelves.filter(({ form }) => excluded.includes(form.form)).map(({ path }) => path)
  const isClosing =
    channelId === CLOSING.channelId &&
    plan.shelves.some(({ department }) => department.title === CLOSING.department)
  return [
    ...(paths.length > 0
      ? [{ assortmentId: `${channelId}-no-room`, mode: 'exclude' as const, categories: paths }]
      : []),
    ...(isClosing
      ? [
          {
            assortmentId: `${channelId}-closing`,
            mode: 'exclude' as const,
            categories: [CLOSING.department],
            from: dayStart(plan, CLOSING.fromDay),
            until: dayStart(plan, CLOSING.untilDay),
          },
        ]
      : []),
  ]
}

export const channelsOf = (plan: Plan): readonly Channel[] => [
  { channelId: 'web', title: 'Web shop', kind: 'web' },
  ...STORES.map(([channelId, title]): Channel => {
    const assortments = assortmentsOf(plan, channelId)
    return {
      channelId,
      title,
      kind: 'store',
      timeZone: 'Europe/London',
      ...(assortments.length > 0 && { assortments }),
    }
  }),
  { channelId: 'call-center', title: 'By telephone', kind: 'call-center' },
]
