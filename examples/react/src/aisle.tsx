/** One client and one tracker for the whole page and its elements, and the lists that components ask for. */
import { type Client, createClient, type RecommendationsResponse } from '@aisle/client'
import { startElements } from '@aisle/client/elements'
import type { Tracker } from '@aisle/client/tracker'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'

type Aisle = { readonly client: Client; readonly tracker: Tracker }

const AisleContext = createContext<Aisle | undefined>(undefined)

type AisleProviderProps = {
  readonly url: string
  readonly shop: string
  /** Of role `browser`; a demo on this machine needs none. */
  readonly accessKey?: string
  readonly children: ReactNode
}

export const AisleProvider = ({ url, shop, accessKey, children }: AisleProviderProps): ReactNode => {
  const [aisle] = useState((): Aisle => {
    const server = { url, shop, ...(accessKey !== undefined && { key: accessKey }) }
    return { client: createClient(server), tracker: startElements({ ...server, itemUrl: '#{itemId}' }) }
  })
  return <AisleContext value={aisle}>{children}</AisleContext>
}

export const useAisle = (): Aisle => {
  const aisle = useContext(AisleContext)
  if (aisle === undefined) throw new Error('This component needs an AisleProvider around it.')
  return aisle
}

type ListState = { readonly list?: RecommendationsResponse; readonly isMissing: boolean }

/** The list of a placement for whoever is shopping. A list that cannot be had is missing, and no page fails for it. */
export const useList = (placement: string, itemId?: string): ListState => {
  const { client, tracker } = useAisle()
  const [state, setState] = useState<ListState>({ isMissing: false })
  useEffect(() => {
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      // What was just done counts: it is told before the list is asked for.
      await tracker.flush()
      const list = await client.recommend(
        {
          placement,
          shopper: tracker.shopper(),
          limit: 8,
          withItems: true,
          ...(itemId !== undefined && { context: { itemId } }),
        },
        { signal: stop.signal },
      )
      setState({ list, isMissing: list.items.length === 0 })
    }
    ask().catch(() => {
      if (!stop.signal.aborted) setState({ isMissing: true })
    })
    return () => stop.abort()
  }, [client, tracker, placement, itemId])
  return state
}

/** Tells when the tiles of the list were really seen. @returns goes on the element whose children are the tiles */
export const useImpression = (list: RecommendationsResponse | undefined) => {
  const { tracker } = useAisle()
  const tiles = useRef<HTMLUListElement>(null)
  useEffect(
    () => (list === undefined ? undefined : tracker.observe(list, tiles.current?.children ?? [])),
    [tracker, list],
  )
  return tiles
}
