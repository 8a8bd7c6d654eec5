/** One answer with what was asked for: so that it can be explained, and made again. */
import { customerKey, visitorKey } from './interaction.ts'

/** Nothing of it changes once it was made: it may be written to disk a second later. */
export type Decision = {
  /** Time-ordered: see `id-time.ts`. */
  readonly recommendationId: string
  readonly shop: string
  /** ms UTC */
  readonly decidedAt: number
  readonly request: unknown
  readonly response: { readonly items: readonly unknown[] }
  /** How it came out so, step by step. */
  readonly trace?: unknown
  /** Whose past went into it, as views name shoppers. */
  readonly shopperKeys?: readonly string[]
  /** Somebody's past went into it who is not to be remembered, and is not named. */
  readonly isNameless?: true
  /** Of the chances that were drawn. */
  readonly seed?: number
  /** Whether the caller could prove who a customer was. */
  readonly mayNameCustomer?: boolean
  /** Which side of an experiment answered. */
  readonly variation?: unknown
  readonly latencyMs?: number
  /** Items that other lists of the page had taken. */
  readonly taken?: readonly string[]
}

/** Everybody whom the decision names, whether their past went into it or not. */
export const shopperKeysOf = ({ request, shopperKeys = [] }: Decision): readonly string[] => {
  const { visitorId, customerId } =
    (request as { shopper?: { visitorId?: string; customerId?: string } } | undefined)?.shopper ?? {}
  return [
    ...new Set([
      ...shopperKeys,
      ...(visitorId === undefined ? [] : [visitorKey(visitorId)]),
      ...(customerId === undefined ? [] : [customerKey(customerId)]),
    ]),
  ]
}
