/** Drawing a shopper by chance, among those who fit. */
import { useRef, useState } from 'react'
import type { ApiError } from '../../shared/api.ts'
import { useResource } from '../../shared/use-resource.ts'
import {
  type Shopper,
  type ShoppersAnswer,
  type ShoppersQuery,
  fetchShoppers,
} from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'

/** Ages of the AWS Retail Demo Store; both ends belong. */
export const AGE_RANGES: readonly { readonly text: string; readonly from: number; readonly to?: number }[] = [
  { text: '18–24', from: 18, to: 24 },
  { text: '25–34', from: 25, to: 34 },
  { text: '35–44', from: 35, to: 44 },
  { text: '45–54', from: 45, to: 54 },
  { text: '55–69', from: 55, to: 69 },
  { text: '70+', from: 70 },
]
export const ANY_AGE = 'Any'

/** Enough that one of them is not who stands there already, and likes nothing better than what is asked for. */
const DRAWN = 12

type Draw = {
  /** undefined while the first is coming, or when nobody fits */
  readonly shopper: Shopper | undefined
  readonly interests: readonly string[]
  readonly isEmpty: boolean
  readonly error: ApiError | undefined
  /** Draws another. */
  readonly next: () => void
}

export const useDraw = (query: Omit<ShoppersQuery, 'query' | 'random' | 'limit'>): Draw => {
  const { shopId } = useStore()
  const [round, setRound] = useState(0)
  const shown = useRef<string>(undefined)
  const load = async (signal: AbortSignal): Promise<ShoppersAnswer> => {
    const answer = await fetchShoppers(shopId, { ...query, random: true, limit: DRAWN }, signal)
    const others = answer.shoppers.filter(({ customerId }) => customerId !== shown.current)
    const fitting = others.length > 0 ? others : answer.shoppers
    const dearest = fitting.filter(({ interests }) => interests[0] === query.interest)
    const shoppers = (dearest.length > 0 ? dearest : fitting).slice(0, 1)
    shown.current = shoppers[0]?.customerId
    return { ...answer, shoppers }
  }
  const { data, error } = useResource(JSON.stringify([shopId, query, round]), load, { keepsPrevious: true })
  return {
    shopper: data?.shoppers[0],
    interests: data?.interests ?? [],
    isEmpty: data?.shoppers.length === 0,
    error,
    next: () => setRound((count) => count + 1),
  }
}
