/** All lists of a page, asked for at once, so that no product stands in two of them. Asking is the view of the page. */
import { type ReactNode, useState } from 'react'
import { type TimedList, askPage, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import type { EventDraft, PageRequest } from '../../shared/wire.ts'
import { ListRow } from './list-row.tsx'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'
import { onceEvent, pushOnce } from '../track-once.ts'

const LIMIT = 12

export type PageLists = Resource<readonly TimedList[]> & {
  /** Whether what is shown was for somebody else, while this person's is coming. */
  readonly isChanging: boolean
}

type PageAsk = {
  /** In the order of the page; the first keeps a product that several have. */
  readonly placements: readonly (string | { readonly placement: string; readonly limit: number })[]
  readonly context?: PageRequest['context']
  /** What opening the page is. The server counts it with the lists, so that nothing else has to tell it. */
  readonly view: EventDraft
}

export const usePageLists = ({ placements, context = {}, view }: PageAsk): PageLists => {
  const { shopId, tracker } = useStore()
  const { identity, askForLists } = usePerson()
  // One id however often the page is asked for, so that a second try is not a second view, nor is signing in or coming
  // back. Another visitor has not seen the page yet.
  const [viewed, setViewed] = useState(() => ({
    visitorId: identity.visitorId,
    event: onceEvent(tracker, view),
  }))
  if (viewed.visitorId !== identity.visitorId)
    setViewed({ visitorId: identity.visitorId, event: onceEvent(tracker, view) })
  const { event } = viewed
  const key = JSON.stringify([shopId, event.eventId, identity])
  const load = async (): Promise<{ readonly key: string; readonly lists: readonly TimedList[] }> => {
    // Lists bear the token of who is signed in: what is not to be kept under a name goes another way, and so does what is
    // to be kept of who takes lists as nobody.
    const { tracking, personalization } = tracker.consent()
    const isWithLists = tracking && personalization
    if (!isWithLists) pushOnce(tracker, event)
    await tracker.settle()
    const request: PageRequest = {
      shop: shopId,
      shopper: tracker.shopper(),
      placements: placements.map((place) =>
        typeof place === 'string' ? { placement: place, limit: LIMIT } : place,
      ),
      context,
      ...(isWithLists && {
        view: {
          eventId: event.eventId,
          ...(event.sessionId !== undefined && { sessionId: event.sessionId }),
        },
      }),
    }
    try {
      const {
        lists,
        view: outcome,
        tookMs,
      } = await tracker.tellWith(askForLists((headers) => askPage(request, headers)))
      // Coming back to a page is no other view of it.
      if (outcome?.status === 'accepted') tracker.noteSent(event, outcome, tookMs)
      return { key, lists }
    } catch (error) {
      // The lists can do without this page; the view is still told, when the server can be reached again.
      if (isWithLists && toApiError(error).isPassing) pushOnce(tracker, event)
      throw error
    }
  }
  const { data, error, reload } = useResource(key, load, { keepsPrevious: true })
  return {
    reload,
    isChanging: data !== undefined && data.key !== key,
    ...(data !== undefined && { data: data.lists }),
    ...(error !== undefined && { error }),
  }
}

/** One list of the page; without the error, which the page shows once. */
export const listOf = ({ data, error, reload }: PageLists, placement: string): Resource<TimedList> => {
  const list = data?.find((each) => each.placement === placement)
  return list === undefined || error !== undefined ? { reload } : { data: list, reload }
}

export const PageProblem = ({ page: { data, error, reload } }: { readonly page: PageLists }): ReactNode =>
  error !== undefined && data === undefined ? <Problem error={error} onRetry={reload} /> : null

type PageRowProps = {
  readonly page: PageLists
  readonly placement: string
  /** Until the shop's own has come. */
  readonly title: string
  /** Whether a place is kept for it while it is coming. */
  readonly isExpected?: boolean
  readonly isFirst?: boolean
  readonly from?: number
  /** Beside the title. */
  readonly aside?: ReactNode
}

export const PageRow = ({ page, placement, title, isExpected = true, ...rest }: PageRowProps): ReactNode => {
  const list = listOf(page, placement)
  if (list.data === undefined && (!isExpected || page.error !== undefined)) return null
  return <ListRow title={list.data?.title ?? title} list={list} {...rest} />
}
