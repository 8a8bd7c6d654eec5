/** Calls of the merchandising page. */
import { ApiError, fetchList, get, send } from '../shared/api.ts'
import type { Outcome, RecommendationsRequest, WhyNotRequest } from '../shared/wire.ts'
import type {
  CuratedList,
  ExplainedList,
  HistoryKind,
  ListsAnswer,
  PreviewAnswer,
  Rule,
  SentRule,
  Version,
  Warning,
  WhyNotAnswer,
} from './merchandise-wire.ts'

/** Versions that are shown; older ones are kept all the same. */
export const HISTORY_LIMIT = 30

export const fetchLists = (shop: string, signal: AbortSignal): Promise<ListsAnswer> =>
  get('/api/v1/lists', { shop }, signal)

/** A list with the rules that hold for it. */
export const fetchExplained = (ask: RecommendationsRequest, signal: AbortSignal): Promise<ExplainedList> =>
  fetchList({ explain: true, ...ask }, signal)

type PreviewAsk = {
  readonly request: RecommendationsRequest
  readonly rules?: readonly SentRule[]
  readonly curatedLists?: readonly CuratedList[]
}
export const fetchPreview = (ask: PreviewAsk, signal: AbortSignal): Promise<PreviewAnswer> =>
  send('POST', '/api/v1/recommendations/preview', ask, signal)

export const fetchWhyNot = (ask: WhyNotRequest): Promise<WhyNotAnswer> =>
  send('POST', '/api/v1/recommendations/why-not', ask)

const withoutShipped = <T extends object>(document: T & { readonly isShipped?: boolean }): T => {
  const { isShipped: _, ...rest } = document
  return rest as unknown as T
}

export const fetchRules = async (shop: string, signal: AbortSignal): Promise<readonly Rule[]> =>
  (await get<{ rules: readonly Rule[] }>('/api/v1/rules', { shop }, signal)).rules.map(withoutShipped)

export const fetchHandLists = async (shop: string, signal: AbortSignal): Promise<readonly CuratedList[]> =>
  (
    await get<{ curatedLists: readonly CuratedList[] }>('/api/v1/curated-lists', { shop }, signal)
  ).curatedLists.map(withoutShipped)

/** @throws ApiError with the field, when the server refused the document */
const taken = (outcomes: readonly Outcome[]): void => {
  const [outcome] = outcomes
  if (outcome?.status === 'rejected')
    throw new ApiError(outcome.code, outcome.message, {
      status: 400,
      fix: outcome.fix,
      field: outcome.field,
    })
}

type Written = { readonly results: readonly Outcome[]; readonly warnings?: readonly Warning[] }

/** @throws ApiError with the field */
export const putRule = async (shop: string, rule: SentRule | Rule): Promise<readonly Warning[]> => {
  const { results, warnings = [] } = await send<Written>('PUT', '/api/v1/rules', { shop, rules: [rule] })
  taken(results)
  return warnings
}

/** @throws ApiError with the field */
export const putHandList = async (shop: string, list: CuratedList): Promise<void> =>
  taken((await send<Written>('PUT', '/api/v1/curated-lists', { shop, curatedLists: [list] })).results)

const PATHS: Readonly<Record<HistoryKind, string>> = {
  rule: '/api/v1/rules',
  'curated-list': '/api/v1/curated-lists',
}

/** @throws ApiError IN_USE when something else names it */
export const deleteDocument = async (shop: string, kind: HistoryKind, id: string): Promise<void> =>
  taken((await send<Written>('DELETE', PATHS[kind], { shop, ids: [id] })).results)

export const fetchHistory = async <T>(
  shop: string,
  kind: HistoryKind,
  id: string,
  signal: AbortSignal,
): Promise<readonly Version<T>[]> =>
  (
    await get<{ versions: readonly Version<T>[] }>(
      '/api/v1/history',
      { shop, kind, id, limit: HISTORY_LIMIT },
      signal,
    )
  ).versions

/** Undoes the newest change, or goes back to one version; 0 is before the first. */
export const undo = (shop: string, kind: HistoryKind, id: string, toSeq?: number): Promise<unknown> =>
  send('POST', '/api/v1/history/undo', { shop, kind, id, ...(toSeq !== undefined && { toSeq }) })
