/** A client of one shop: a typed method for each call, named as in the API reference. */
import { type CallOptions, openTransport, parsed, type Query, type TransportOptions } from './transport.ts'
import type * as W from './wire.ts'

export { AisleApiError } from './api-error.ts'
export type { CallOptions } from './transport.ts'
export type * from './wire.ts'

export type ClientOptions = TransportOptions & {
  /** Every call is about it. */
  readonly shop: string
}

/** A body without the shop, which the client adds. */
export type Ask<B> = { readonly [K in keyof B as Exclude<K, 'shop'>]: B[K] }
/** The values of a query string; numbers and booleans are written as text. */
export type AskQuery<Q> = {
  readonly [K in keyof Q as Exclude<K, 'shop'>]: string extends NonNullable<Q[K]>
    ? string | number | boolean
    : Q[K]
}
type Preview = Omit<W.PreviewRequest, 'request'> & { readonly request: Ask<W.RecommendationsRequest> }

type Method<B, A> = (body: B, options?: CallOptions) => Promise<A>
type Read<A> = (options?: CallOptions) => Promise<A>
/** Without an argument, all that is left out has its default. */
type ReadBy<Q, A> = (query?: Q, options?: CallOptions) => Promise<A>
type Put<D, A> = Method<readonly D[], A>
type Delete = Method<readonly string[], W.Outcomes>

export type Client = {
  /** One list, by its name or by placement. */
  readonly recommend: Method<Ask<W.RecommendationsRequest>, W.RecommendationsResponse>
  /** The lists of a page, no item twice; with `view`, the page view is logged. */
  readonly recommendPage: Method<Ask<W.PageRequest>, W.PageResponse>
  /** Given items in the shopper's order. */
  readonly rankItems: Method<Ask<W.RankRequest>, W.RankResponse>
  /** What comes next in a visit. */
  readonly nextItems: Method<Ask<W.NextRequest>, W.RecommendationsResponse>
  /** What is like an item. */
  readonly similarItems: Method<Ask<W.SimilarRequest>, W.SimilarResponse>
  /** Up to 10,000 lists in one call; each answer comes as soon as it is made and says its line. */
  readonly recommendBatch: (
    requests: Iterable<Ask<W.RecommendationsRequest>>,
    options?: CallOptions,
  ) => AsyncGenerator<W.BatchLine, void, undefined>
  /** Why an item is not in a list. */
  readonly whyNot: Method<Ask<W.WhyNotRequest>, W.WhyNotResponse>
  /** A list as it is and as it would be with what is not saved. */
  readonly previewList: Method<Preview, W.PreviewAnswer>
  readonly listLists: Read<W.ListsAnswer>
  readonly listDecisions: ReadBy<AskQuery<W.DecisionsQuery>, W.DecisionsAnswer>
  readonly getDecision: Method<string, W.Decision>

  /** Up to 1,000 events. Asked again only when each has an `eventId`. */
  readonly sendEvents: Put<W.ShopEvent, W.Outcomes>
  readonly listRejects: ReadBy<AskQuery<W.RejectsQuery>, W.RejectsAnswer>

  readonly putItems: Put<W.Item, W.Outcomes>
  readonly patchItems: Put<W.ItemPatch, W.Outcomes>
  readonly deleteItems: Delete
  readonly listItems: ReadBy<AskQuery<W.ItemsQuery>, W.ItemsAnswer>
  readonly getItem: (
    itemId: string,
    query?: { readonly channel?: string },
    options?: CallOptions,
  ) => Promise<W.ItemAnswer>
  readonly listCategories: ReadBy<{ readonly channel?: string }, W.CategoriesAnswer>
  readonly putCustomers: Put<W.Customer, W.Outcomes>
  readonly patchCustomers: Put<W.CustomerPatch, W.Outcomes>
  readonly deleteCustomers: Delete
  readonly getCustomer: Method<string, W.CustomerAnswer>
  readonly putChannels: Put<W.Channel, W.Outcomes>
  readonly patchChannels: Put<W.ChannelPatch, W.Outcomes>
  readonly deleteChannels: Delete
  readonly listChannels: Read<W.ChannelsAnswer>
  readonly getShop: Read<W.Shop>
  readonly patchShop: Method<W.ShopPatch, W.Shop>

  readonly putStrategies: Put<W.Strategy, W.ShelfOutcomes>
  readonly deleteStrategies: Delete
  readonly listStrategies: Read<W.StrategiesAnswer>
  readonly putPlacements: Put<W.Placement, W.ShelfOutcomes>
  readonly deletePlacements: Delete
  readonly listPlacements: Read<W.PlacementsAnswer>
  /** The answer warns of rules that get in each other's way. */
  readonly putRules: Put<W.Rule, W.ShelfOutcomes>
  readonly deleteRules: Delete
  readonly listRules: Read<W.RulesAnswer>
  readonly putCuratedLists: Put<W.CuratedList, W.ShelfOutcomes>
  readonly deleteCuratedLists: Delete
  readonly listCuratedLists: Read<W.CuratedListsAnswer>
  readonly putFilters: Put<W.SavedFilter, W.ShelfOutcomes>
  readonly deleteFilters: Delete
  readonly listFilters: Read<W.FiltersAnswer>

  /** For backends: a shopper token for the browser of a customer who has signed in. */
  readonly createShopperToken: Method<Ask<W.ShopperTokenRequest>, W.ShopperTokenAnswer>
  /** For backends: signs a customer out everywhere; no token that was made before holds any more. */
  readonly endShopperTokens: Method<Ask<W.EndTokensRequest>, W.EndedTokensAnswer>
  /** Signs the shopper of the token out everywhere, here too. Not asked again by itself. */
  readonly endMyTokens: (
    body?: Ask<W.EndMyTokensRequest>,
    options?: CallOptions,
  ) => Promise<W.EndedTokensAnswer>
  /** The shopper of the token: profile and consent. */
  readonly getMe: ReadBy<AskQuery<W.MeQuery>, W.MeAnswer>
  /** For backends: everything known of a customer. */
  readonly exportCustomer: Method<string, W.PersonData>
  /** Everything known of the shopper of the token. */
  readonly exportMe: ReadBy<AskQuery<W.MeQuery>, W.PersonData>
  /** For backends: erases a customer from everything. Not asked again by itself: whoever is gone is unknown. */
  readonly eraseCustomer: Method<Ask<W.EraseRequest>, W.Erasure>
  /** How far it is, when the shop is large. */
  readonly getErasure: Method<string, W.Erasure>
  /** Erases the shopper of the token. Not asked again by itself. */
  readonly eraseMe: (body?: Ask<W.EraseMeRequest>, options?: CallOptions) => Promise<W.Erasure>
  readonly putScreenLayouts: Put<W.ScreenLayout, W.ShelfOutcomes>
  readonly deleteScreenLayouts: Delete
  readonly listScreenLayouts: Read<W.ScreenLayoutsAnswer>
  readonly putRegisters: Put<W.Register, W.Outcomes>
  readonly deleteRegisters: Delete
  readonly listRegisters: Read<W.RegistersAnswer>
  readonly putAssociates: Put<W.Associate, W.Outcomes>
  readonly deleteAssociates: Delete
  readonly listAssociates: Read<W.AssociatesAnswer>
  /** Registers to sign in at; needs no key. */
  readonly listTills: Read<W.TillsAnswer>
  /** The token is the `key` of a client for this register. Not asked again: a wrong PIN counts. */
  readonly signIn: Method<Ask<W.SignInRequest>, W.SignInAnswer>
  /** Who is signed in, and the screens as they are now. */
  readonly getTill: Read<W.TillAnswer>
  /** By its number, with what came back of it; for servers and registers, as the next. */
  readonly getOrder: Method<string, W.OrderAnswer>
  readonly findCustomers: Method<AskQuery<W.CustomersQuery>, W.CustomersAnswer>
  /** Null removes a field. */
  readonly patchMe: Method<Ask<W.MePatch>, W.MeAnswer>
  readonly listMyOrders: ReadBy<AskQuery<W.MyOrdersQuery>, W.MyOrdersAnswer>
  /** Of a demo shop, as all with `demo` in their names. */
  readonly listDemoShoppers: ReadBy<AskQuery<W.DemoShoppersQuery>, W.DemoShoppersAnswer>
  /** Never asked again by itself. */
  readonly createDemoAccount: Method<Ask<W.DemoAccountRequest>, W.DemoAccountAnswer>
  readonly signInToDemo: Method<Ask<W.DemoSignInRequest>, W.DemoSignInAnswer>

  /** The versions of a document, newest first. */
  readonly getHistory: Method<AskQuery<W.HistoryQuery>, W.HistoryAnswer>
  /** Brings an earlier version back. Asked again only with `toSeq`. */
  readonly undo: Method<Ask<W.UndoRequest>, W.UndoAnswer>
}

const encoded = encodeURIComponent
const always = (): boolean => true

/** What all methods are made of. */
const toolsOf = (options: ClientOptions) => {
  const { shop } = options
  const { json, lines } = openTransport(options)
  const send = <A>(method: string, path: string, body: object, isIdempotent: boolean, call?: CallOptions) =>
    json<A>({ method, path, body: JSON.stringify({ ...body, shop }), isIdempotent }, call)
  const read = <A>(path: string, query?: Query, call?: CallOptions) =>
    json<A>({ method: 'GET', path, query: { ...query, shop }, isIdempotent: true }, call)
  return {
    json,
    lines,
    send,
    read,
    post:
      <B extends object, A>(path: string, isIdempotent: (body: B) => boolean = always): Method<B, A> =>
      (body, call) =>
        send<A>('POST', path, body, isIdempotent(body), call),
    patch:
      <B extends object, A>(path: string): Method<B, A> =>
      (body, call) =>
        send<A>('PATCH', path, body, true, call),
    write:
      <D, A>(method: string, path: string, field: string): Put<D, A> =>
      (documents, call) =>
        send<A>(method, path, { [field]: documents }, true, call),
    remove:
      (path: string): Delete =>
      (ids, call) =>
        send<W.Outcomes>('DELETE', path, { ids }, true, call),
    readAll:
      <A>(path: string): Read<A> =>
      (call) =>
        read<A>(path, {}, call),
    readBy:
      <Q extends object, A>(path: string): ReadBy<Q, A> =>
      (query, call) =>
        read<A>(path, query as Query | undefined, call),
  }
}

type TillMethod =
  | 'putScreenLayouts'
  | 'deleteScreenLayouts'
  | 'listScreenLayouts'
  | 'putRegisters'
  | 'deleteRegisters'
  | 'listRegisters'
  | 'putAssociates'
  | 'deleteAssociates'
  | 'listAssociates'
  | 'listTills'
  | 'signIn'
  | 'getTill'
  | 'getOrder'
  | 'findCustomers'

const tillsOf = ({
  read,
  post,
  write,
  remove,
  readAll,
}: ReturnType<typeof toolsOf>): Pick<Client, TillMethod> => ({
  putScreenLayouts: write('PUT', 'screen-layouts', 'screenLayouts'),
  deleteScreenLayouts: remove('screen-layouts'),
  listScreenLayouts: readAll('screen-layouts'),
  putRegisters: write('PUT', 'registers', 'registers'),
  deleteRegisters: remove('registers'),
  listRegisters: readAll('registers'),
  putAssociates: write('PUT', 'associates', 'associates'),
  deleteAssociates: remove('associates'),
  listAssociates: readAll('associates'),
  listTills: readAll('pos/registers'),
  signIn: post('pos/sign-in', () => false),
  getTill: readAll('pos/session'),
  getOrder: (id, call) => read(`orders/${encoded(id)}`, {}, call),
  findCustomers: (query, call) => read('customers', query as Query, call),
})

type ShopperMethod =
  | 'createShopperToken'
  | 'endShopperTokens'
  | 'endMyTokens'
  | 'getMe'
  | 'patchMe'
  | 'listMyOrders'
  | 'listDemoShoppers'
  | 'createDemoAccount'
  | 'signInToDemo'
  | 'exportCustomer'
  | 'exportMe'
  | 'eraseCustomer'
  | 'getErasure'
  | 'eraseMe'

const shoppersOf = ({
  send,
  read,
  post,
  patch,
  readBy,
}: ReturnType<typeof toolsOf>): Pick<Client, ShopperMethod> => ({
  createShopperToken: post('shopper-tokens'),
  endShopperTokens: (body, call) => send('DELETE', 'shopper-tokens', body, true, call),
  endMyTokens: (body = {}, call) => send('DELETE', 'me/tokens', body, false, call),
  getMe: readBy('me'),
  patchMe: patch('me'),
  listMyOrders: readBy('me/orders'),
  listDemoShoppers: readBy('demo/shoppers'),
  createDemoAccount: post('demo/accounts', () => false),
  signInToDemo: post('demo/sign-in'),
  exportCustomer: (id, call) => read(`customers/${encoded(id)}/data`, {}, call),
  exportMe: readBy('me/data'),
  eraseCustomer: post('customers/erase', () => false),
  getErasure: (id, call) => read(`erasures/${encoded(id)}`, {}, call),
  eraseMe: (body = {}, call) => send('DELETE', 'me', body, false, call),
})

/** Runs in Node 20 and newer, and in browsers. */
export const createClient = (options: ClientOptions): Client => {
  const { shop } = options
  const tools = toolsOf(options)
  const { json, lines, read, post, patch, write, remove, readAll, readBy } = tools
  const asked = 'recommendations'
  return {
    recommend: post(asked),
    recommendPage: post(`${asked}/page`, ({ view }) => view === undefined || view.eventId !== undefined),
    rankItems: post(`${asked}/rank`),
    nextItems: post(`${asked}/next`),
    similarItems: post(`${asked}/similar`),
    async *recommendBatch(requests, call) {
      const body = Array.from(requests, (request) => `${JSON.stringify(request)}\n`).join('')
      const contentType = 'application/x-ndjson'
      const path = `${asked}/batch`
      for await (const line of lines(
        { method: 'POST', path, query: { shop }, body, contentType, isIdempotent: true },
        call,
      ))
        yield parsed<W.BatchLine>(line, 200)
    },
    whyNot: post(`${asked}/why-not`),
    previewList: (body, call) =>
      json(
        {
          method: 'POST',
          path: `${asked}/preview`,
          body: JSON.stringify({ ...body, request: { ...body.request, shop } }),
          isIdempotent: true,
        },
        call,
      ),
    listLists: readAll('lists'),
    listDecisions: readBy('decisions'),
    getDecision: (id, call) =>
      json({ method: 'GET', path: `decisions/${encoded(id)}`, isIdempotent: true }, call),
    sendEvents: (events, call) =>
      post<object, W.Outcomes>('events', () => events.every(({ eventId }) => eventId !== undefined))(
        { events },
        call,
      ),
    listRejects: readBy('events/rejects'),
    putItems: write('PUT', 'items', 'items'),
    patchItems: write('PATCH', 'items', 'items'),
    deleteItems: remove('items'),
    listItems: readBy('items'),
    getItem: (itemId, query, call) => read(`items/${encoded(itemId)}`, query, call),
    listCategories: readBy('categories'),
    putCustomers: write('PUT', 'customers', 'customers'),
    patchCustomers: write('PATCH', 'customers', 'customers'),
    deleteCustomers: remove('customers'),
    getCustomer: (id, call) => read(`customers/${encoded(id)}`, {}, call),
    putChannels: write('PUT', 'channels', 'channels'),
    patchChannels: write('PATCH', 'channels', 'channels'),
    deleteChannels: remove('channels'),
    listChannels: readAll('channels'),
    getShop: (call) => json({ method: 'GET', path: `shops/${encoded(shop)}`, isIdempotent: true }, call),
    patchShop: patch('shops'),
    putStrategies: write('PUT', 'strategies', 'strategies'),
    deleteStrategies: remove('strategies'),
    listStrategies: readAll('strategies'),
    putPlacements: write('PUT', 'placements', 'placements'),
    deletePlacements: remove('placements'),
    listPlacements: readAll('placements'),
    putRules: write('PUT', 'rules', 'rules'),
    deleteRules: remove('rules'),
    listRules: readAll('rules'),
    putCuratedLists: write('PUT', 'curated-lists', 'curatedLists'),
    deleteCuratedLists: remove('curated-lists'),
    listCuratedLists: readAll('curated-lists'),
    putFilters: write('PUT', 'filters', 'filters'),
    deleteFilters: remove('filters'),
    listFilters: readAll('filters'),
    ...shoppersOf(tools),
    ...tillsOf(tools),
    getHistory: (query, call) => read('history', query as Query, call),
    undo: post('history/undo', ({ toSeq }) => toSeq !== undefined),
  }
}
