/** The wish list: of the customer when signed in, of this browser before. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { toApiError } from '../../shared/api.ts'
import { readJson, writeText } from '../../shared/safe-storage.ts'
import type { MePatch } from './shopper-api.ts'
import { useStore } from '../store.tsx'

export type Wishes = {
  /** Newest first. */
  readonly itemIds: readonly string[]
  readonly has: (itemId: string) => boolean
  readonly set: (itemId: string, isWished: boolean) => void
}

type Options = {
  readonly customerId: string | undefined
  /** The customer's; undefined until they have come. */
  readonly listed: readonly string[] | undefined
  readonly change: (patch: MePatch) => Promise<void>
}

const isIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string')

export const NO_WISHES: readonly string[] = []

/** The wishes of this browser, in all its tabs. */
const createOwnWishes = (shopId: string) => {
  const name = `aisle.wishes.${shopId}`
  const read = (): readonly string[] => readJson(name, isIds) ?? NO_WISHES
  const listeners = new Set<() => void>()
  let own = read()
  const take = (next: readonly string[]): void => {
    own = next
    for (const listener of listeners) listener()
  }
  addEventListener('storage', ({ key }) => {
    if (key === name) take(read())
  })
  return {
    itemIds: () => own,
    replace: (next: readonly string[]): void => {
      writeText(name, JSON.stringify(next))
      take(next)
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const complain = (error: unknown): void => console.warn(toApiError(error).message)

type Pending = { readonly customerId: string; readonly itemIds: readonly string[] }

export const useWishes = ({ customerId, listed, change }: Options): Wishes => {
  const { shopId, tracker } = useStore()
  const [ofBrowser] = useState(() => createOwnWishes(shopId))
  const own = useSyncExternalStore(ofBrowser.subscribe, ofBrowser.itemIds)
  /** What was clicked but not confirmed yet. */
  const [pending, setPending] = useState<Pending>()
  const ofCustomer = pending?.customerId === customerId ? pending?.itemIds : listed
  const { isEmulated } = tracker.identity()
  // As long as the customer's list has not come, nothing may be written over it.
  const isOwn = customerId === undefined || (ofCustomer === undefined && !isEmulated)
  const itemIds = isOwn ? own : (ofCustomer ?? NO_WISHES)

  // What was wished for in this browser goes along with who signs in; acting as somebody else takes nothing along.
  useEffect(() => {
    if (customerId === undefined || listed === undefined || isEmulated || own.length === 0) return
    const added = own.filter((itemId) => !listed.includes(itemId))
    if (added.length === 0) ofBrowser.replace(NO_WISHES)
    else change({ wishlist: [...added, ...listed] }).catch(complain)
  }, [customerId, listed, isEmulated, own, ofBrowser, change])

  const set = useCallback(
    (itemId: string, isWished: boolean) => {
      const others = itemIds.filter((id) => id !== itemId)
      const next = isWished ? [itemId, ...others] : others
      tracker.track({ kind: isWished ? 'wishlist-add' : 'wishlist-remove', itemId })
      if (isOwn) ofBrowser.replace(next)
      // The event alone says it to a list that is not known.
      if (isOwn || ofCustomer === undefined) return
      setPending({ customerId, itemIds: next })
      change({ wishlist: next })
        .catch(complain)
        .finally(() => setPending((now) => (now?.itemIds === next ? undefined : now)))
    },
    [itemIds, isOwn, ofCustomer, customerId, tracker, change, ofBrowser],
  )
  return useMemo(() => ({ itemIds, has: (itemId: string) => itemIds.includes(itemId), set }), [itemIds, set])
}
