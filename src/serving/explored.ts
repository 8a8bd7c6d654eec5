/** New items that get some places of a list, drawn with probabilities that are told. */
import type { Exploration } from '../domain/strategy.ts'
import { rng } from '../math/rng.ts'
import { explore, EXPLORATION_DEFAULTS, type NewItem } from '../models/counts/exploration.ts'
import { figureStream } from './figure-source.ts'
import type { Candidate } from './found.ts'
import { impressionRates } from './impression-rates.ts'
import type { OpenStrategy } from './open-strategy.ts'
import type { Scene } from './scene.ts'
import { DAY_MS } from '../domain/local-day.ts'

export type ExploredPlace = {
  /** In (0, 1]: how probable the item was at its place, given those above. */
  readonly propensity: number
  /** It stands there because it is new. */
  readonly isExplored: boolean
}

/** New items that are looked at, the newest. */
const NEWS_MAX = 200
/** Places drawn beyond those asked for, for what rules take out. */
const SPARE = 10

type Chosen = Candidate & { readonly of: OpenStrategy; readonly exploredAt?: ExploredPlace }

/** Items that the channel began to sell within the days, newest first, with what their impressions earned. */
const newsOf = (
  { gates }: OpenStrategy,
  ageCutOffDays: number,
  scene: Scene,
): { readonly news: readonly NewItem[]; readonly baseRate: number } => {
  const stream = figureStream('new', [], scene, gates, NEWS_MAX)
  const rates = impressionRates(scene.view, scene.now)
  const since = scene.now - ageCutOffDays * DAY_MS
  const news: NewItem[] = []
  while (news.length < NEWS_MAX) {
    const candidate = stream.next()
    if (candidate === undefined || candidate.score < since) break
    news.push({ item: candidate.item, ...rates.of(candidate.item), relevance: 1 })
  }
  return { news, baseRate: rates.baseRate }
}

/** @returns the list's own candidates with new ones among them; after the places that were drawn, the rest as it is */
export const explored = (
  own: () => Chosen | undefined,
  opened: OpenStrategy,
  { weight, ageCutOffDays = EXPLORATION_DEFAULTS.ageCutOffDays }: Exploration,
  count: number,
  scene: Scene,
): (() => Chosen | undefined) => {
  const ranked: Chosen[] = []
  while (ranked.length < count + SPARE) {
    const candidate = own()
    if (candidate === undefined) break
    ranked.push(candidate)
  }
  const byItem = new Map(ranked.map((candidate) => [candidate.item, candidate]))
  const { news, baseRate } = newsOf(opened, ageCutOffDays, scene)
  const drawn = explore(
    Int32Array.from(ranked, ({ item }) => item),
    news,
    count,
    { ...EXPLORATION_DEFAULTS, weight, ageCutOffDays, baseRate },
    rng(scene.seed, 'exploration', opened.strategy.strategyId),
  )
  const chosen = Array.from(drawn.items, (item, place): Chosen => {
    const isExplored = drawn.isExplored[place] === 1
    const exploredAt = { propensity: drawn.propensities[place] as number, isExplored }
    const known = byItem.get(item)
    if (known !== undefined) return { ...known, exploredAt }
    const reason = () => ({ code: 'NEW_HERE', text: 'New here', values: {} })
    return {
      item,
      score: 0,
      of: opened,
      components: [{ source: 'exploration', score: 0, place: place + 1, reason }],
      exploredAt,
    }
  })
  const shown = new Set(chosen.map(({ item }) => item))
  const rest = ranked.filter(({ item }) => !shown.has(item))
  let place = 0
  return () => {
    if (place < chosen.length) return chosen[place++]
    if (place < chosen.length + rest.length) return rest[place++ - chosen.length]
    return own()
  }
}
