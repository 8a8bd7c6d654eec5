/** A strategy at work for one request: who may see it, what it needs, its candidates, its rules. */
import type { ListParameters } from '../domain/catalog.ts'
import type { BoughtPolicy, Source, StockPolicy, Strategy } from '../domain/strategy.ts'
import { figureStream } from './figure-source.ts'
import { type Filter, storedFilter } from './filters.ts'
import { type Candidate, type Cause, nothing, type Proposal, type Stream, streamOf } from './found.ts'
import { type Gates, gatesOf } from './gates.ts'
import { curatedProposal, relatedProposal } from './hand-source.ts'
import { byItemId } from './list-ranking.ts'
import { blended, chained, filled, mixedByDepth } from './mix.ts'
import { modelProposal } from './model-source.ts'
import { ownProposal } from './own-source.ts'
import { type RequestRules, requestRules } from './request-rules.ts'
import type { Scene } from './scene.ts'

export type StrategyAsk = {
  readonly strategy: Strategy
  readonly placement: string | undefined
  readonly parameters: ListParameters | undefined
  readonly stock: StockPolicy | undefined
  readonly bought: BoughtPolicy | undefined
  /** Besides those of the strategy and the request. */
  readonly filters: readonly Filter[]
  readonly taken: ReadonlySet<number>
  /** Places that will be read. */
  readonly countMin: number
  /** As if there were no filter, no rule and no past, and all were in stock. */
  readonly isBare?: true
}

export type OpenStrategy = {
  readonly strategy: Strategy
  readonly stream: Stream
  readonly gates: Gates
  readonly rules: RequestRules
  readonly filters: readonly Filter[]
  /** Why the shopper or the page gets nothing of it, whatever it holds. */
  readonly closedBecause: Cause | undefined
}

const STOCK_DEFAULT: StockPolicy = 'hide'
/** Candidates that are asked for first beyond the places, for what rules and pages take out. */
const SPARE = 40
const PROPOSALS_MAX = 1_000

const because = (code: string, text: string): Cause => ({ code, text })
const NOT_SIGNED_IN = because('NOT_SIGNED_IN', 'The list is for known customers, and the request names none.')
const NO_PURCHASES = because('NO_PURCHASES', 'The customer has bought nothing yet, in any channel.')
const PERSONALIZATION_OFF = because('PERSONALIZATION_OFF', 'The shop has switched personalization off.')
const RECOMMENDATIONS_OFF = because('RECOMMENDATIONS_OFF', 'The shop has switched its lists off.')
const NO_SEED = because('NO_SEED', 'The list is made for an item, and the request names none that is known.')
const NO_BASKET = because('NO_BASKET', 'The list is made for a basket, and there is nothing in it.')

const isPersonal = ({ sources }: Strategy): boolean => sources.some(({ from }) => from === 'model')

const audienceFault = (strategy: Strategy, scene: Scene): Cause | undefined => {
  const { audience = 'anyone' } = strategy
  if (audience === 'anyone') return undefined
  if (scene.isPersonalizationOff && isPersonal(strategy)) return PERSONALIZATION_OFF
  const { person, past, lookedAt } = scene
  if (audience === 'shopper') return lookedAt.length > 0 ? undefined : person.closedBecause
  if (person.closedBecause !== undefined) return person.closedBecause
  if (person.customerId === undefined) return NOT_SIGNED_IN
  return past.orderCount === 0 ? NO_PURCHASES : undefined
}

const needsFault = ({ needs, sources }: Strategy, { page, basket }: Scene): Cause | undefined => {
  if (needs === undefined) return undefined
  const first = sources[0]
  const missing =
    needs === 'basket' || (first?.from === 'model' && first.given === 'basket') ? NO_BASKET : NO_SEED
  if (needs === 'item') return page >= 0 ? undefined : NO_SEED
  if (needs === 'basket') return basket.length > 0 ? undefined : NO_BASKET
  return page >= 0 || basket.length > 0 ? undefined : missing
}

/** Why the strategy gives this request nothing, whatever it holds; undefined when it may. */
export const closedBecause = (strategy: Strategy, scene: Scene): Cause | undefined =>
  (scene.view.shop.switches?.recommendations === false ? RECOMMENDATIONS_OFF : undefined) ??
  audienceFault(strategy, scene) ??
  needsFault(strategy, scene)

const figuresOf = (
  source: Extract<Source, { from: 'figure' }>,
  { parameters, countMin }: StrategyAsk,
  scene: Scene,
  gates: Gates,
): Stream => figureStream(source.figure, [source.parameters, parameters], scene, gates, countMin)

type ProposingSource = Exclude<Source, { from: 'figure' }>

const proposalOf = (source: ProposingSource, scene: Scene, gates: Gates, depth: number): Proposal => {
  switch (source.from) {
    case 'own':
      return ownProposal(source.own, scene, gates)
    case 'model':
      return modelProposal(source.model, source.given, scene, gates, depth)
    case 'curated':
      return curatedProposal(source.curatedListId, scene, gates)
    case 'related':
      return relatedProposal(source.relation, scene, gates)
  }
}

/** The best of a stream as a proposal, to be blended with others. */
const drawn = (stream: Stream, depth: number): Proposal => {
  const candidates: Candidate[] = []
  for (let k = 0; k < depth; k++) {
    const candidate = stream.next()
    if (candidate === undefined) break
    candidates.push(candidate)
  }
  const [report] = stream.sources
  return {
    source: report?.source ?? 'figure',
    items: candidates.map(({ item }) => item),
    scores: candidates.map(({ score }) => score),
    reasonOf: (place) => {
      const reason = candidates[place]?.components[0]?.reason()
      return reason ?? { ...stream.emptyBecause, values: {} }
    },
    ...(candidates.length === depth && { totalMost: Math.max(depth, stream.totalItems) }),
    emptyBecause: stream.emptyBecause,
    report: report ?? { source: 'figure', candidateCount: candidates.length },
  }
}

const streamFor = (ask: StrategyAsk, scene: Scene, gates: Gates): Stream => {
  const { strategy, countMin } = ask
  const { sources, mix = 'fill' } = strategy
  const depth = Math.min(PROPOSALS_MAX, countMin + SPARE)
  // Rules may pass over any number of candidates before a place is filled: what lies deeper is asked for when reached.
  const deepened = (source: ProposingSource, proposal: Proposal): Stream =>
    proposal.totalMost === undefined || depth === PROPOSALS_MAX
      ? streamOf(proposal)
      : chained(streamOf(proposal), [() => streamOf(proposalOf(source, scene, gates, PROPOSALS_MAX))])
  const streamFrom = (source: Source): Stream =>
    source.from === 'figure'
      ? figuresOf(source, ask, scene, gates)
      : deepened(source, proposalOf(source, scene, gates, depth))
  const [only] = sources
  if (sources.length === 1 && only !== undefined) return streamFrom(only)
  if (mix === 'blend') {
    const weights = sources.map(({ weight = 1 }) => weight)
    const isBefore = byItemId(scene.view)
    return mixedByDepth((each) => {
      const proposals = sources.map((source) =>
        source.from === 'figure'
          ? drawn(figuresOf(source, ask, scene, gates), each)
          : proposalOf(source, scene, gates, each),
      )
      return blended(proposals, weights, isBefore)
    })
  }
  if (sources.every((source): source is ProposingSource => source.from !== 'figure'))
    return filled(
      sources.map((source) => proposalOf(source, scene, gates, depth)),
      (k, proposal) => deepened(sources[k] as ProposingSource, proposal),
    )
  const streams = sources.map(streamFrom)
  const [first, ...others] = streams as [Stream, ...Stream[]]
  return {
    ...chained(
      first,
      others.map((stream) => () => stream),
    ),
    has: (item) => streams.some((stream) => stream.has(item)),
    totalItems: streams.reduce((sum, { totalItems }) => sum + totalItems, 0),
    isTotalExact: false,
    sources: streams.flatMap((stream) => stream.sources),
  }
}

export const openStrategy = (ask: StrategyAsk, scene: Scene): OpenStrategy => {
  const { strategy, placement, taken, isBare = false } = ask
  const rules = requestRules(strategy.strategyId, placement, scene, isBare)
  const filters = isBare
    ? []
    : [
        ...(strategy.where === undefined ? [] : [storedFilter('list', strategy.where)]),
        ...ask.filters,
        ...scene.filters,
      ]
  const gates = gatesOf(scene, {
    stock: isBare ? 'as-is' : (ask.stock ?? strategy.stock ?? STOCK_DEFAULT),
    bought: isBare ? 'keep' : (ask.bought ?? strategy.bought ?? 'keep'),
    dropsBasket: !isBare && strategy.dropsBasket !== false,
    filters,
    arrangement: rules.arrangement,
    rulesKey: rules.rulesKey,
    taken,
  })
  const closed = closedBecause(strategy, scene)
  return {
    strategy,
    stream: closed === undefined ? streamFor(ask, scene, gates) : nothing(closed),
    gates,
    rules,
    filters,
    closedBecause: closed,
  }
}
