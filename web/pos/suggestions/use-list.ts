import type { TimedList } from '../../shared/api.ts'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import type { RecommendationsRequest } from '../../shared/wire.ts'
import { useConnection } from '../offline/connection.ts'
import { useTill } from '../till-context.ts'

/** What is asked for; the till adds shop and store. */
export type Asked = Omit<RecommendationsRequest, 'shop' | 'context'> & {
  readonly context?: Omit<NonNullable<RecommendationsRequest['context']>, 'channel'>
}

/** A list for this store, asked for again after a sale and when the connection comes or goes. */
export const useList = (asked: Asked): Resource<TimedList> => {
  const { shop, channelId, source, round } = useTill()
  const { isOnline } = useConnection()
  const ask: RecommendationsRequest = {
    shop: shop.shop,
    ...asked,
    context: { ...asked.context, channel: channelId },
  }
  return useResource(JSON.stringify([ask, round, isOnline]), (signal) => source.list(ask, signal), {
    keepsPrevious: true,
  })
}
