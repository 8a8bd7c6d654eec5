/** Which strategy and which placement a name stands for: a shop's own before those that ship, lists by hand after both. */
import { AisleError } from '../domain/errors.ts'
import { foldName } from '../domain/fold-name.ts'
import type { Placement, Strategy } from '../domain/strategy.ts'
import type { MerchandiseView } from '../views/merchandise-view.ts'
import { SHIPPED_PLACEMENTS } from './shipped-placements.ts'
import { SHIPPED_STRATEGIES } from './shipped-strategies.ts'

/** Names that a list by hand cannot have. */
export const RESERVED_LIST_NAMES: readonly string[] = SHIPPED_STRATEGIES.flatMap(
  ({ strategyId, aliases = [] }) => [strategyId, ...aliases],
)

export class StrategyBook {
  readonly strategies: readonly Strategy[]
  readonly placements: readonly Placement[]
  readonly #strategyByName = new Map<string, Strategy>()
  readonly #placementByName: ReadonlyMap<string, Placement>

  constructor(merchandise: MerchandiseView) {
    const own = merchandise.all('strategy')
    const ownIds = new Set(own.map(({ strategyId }) => strategyId))
    this.strategies = [...SHIPPED_STRATEGIES.filter(({ strategyId }) => !ownIds.has(strategyId)), ...own]
    const byHand = merchandise.all('curated-list').map(
      ({ curatedListId, title }): Strategy => ({
        strategyId: curatedListId,
        title: title ?? curatedListId,
        sources: [{ from: 'curated', curatedListId }],
      }),
    )
    // The first to take a name keeps it: names of strategies before their aliases, those before lists by hand.
    const named = [
      ...this.strategies.map((strategy) => [strategy.strategyId, strategy] as const),
      ...this.strategies.flatMap((strategy) =>
        (strategy.aliases ?? []).map((alias) => [alias, strategy] as const),
      ),
      ...byHand.map((strategy) => [strategy.strategyId, strategy] as const),
    ]
    for (const [name, strategy] of named) {
      const folded = foldName(name)
      if (!this.#strategyByName.has(folded)) this.#strategyByName.set(folded, strategy)
    }
    const placements = new Map(
      [...SHIPPED_PLACEMENTS, ...merchandise.all('placement')].map((placement) => [
        placement.placementId,
        placement,
      ]),
    )
    this.placements = [...placements.values()]
    this.#placementByName = placements
  }

  /** @throws AisleError LIST_UNKNOWN */
  strategy(name: string, field = '/list'): Strategy {
    const known = this.#strategyByName.get(foldName(name))
    if (known !== undefined) return known
    throw new AisleError('LIST_UNKNOWN', `There is no list ${JSON.stringify(name)}.`, {
      field,
      fix: `Send one of ${this.strategies.map(({ strategyId }) => strategyId).join(', ')}, or the name of a list by hand.`,
    })
  }

  /** Undefined where a placement or a strategy names one that was deleted since. */
  findStrategy(name: string): Strategy | undefined {
    return this.#strategyByName.get(foldName(name))
  }

  /** @throws AisleError LIST_UNKNOWN */
  placement(name: string, field = '/placement'): Placement {
    const known = this.#placementByName.get(name)
    if (known !== undefined) return known
    throw new AisleError('LIST_UNKNOWN', `There is no placement ${JSON.stringify(name)}.`, {
      field,
      fix: `Send one of ${this.placements.map(({ placementId }) => placementId).join(', ')}.`,
    })
  }
}

const books = new WeakMap<MerchandiseView, { readonly version: number; readonly book: StrategyBook }>()

/** Made anew when what merchandisers wrote has changed. */
export const strategyBookOf = (merchandise: MerchandiseView): StrategyBook => {
  const { version } = merchandise
  const known = books.get(merchandise)
  if (known?.version === version) return known.book
  const book = new StrategyBook(merchandise)
  books.set(merchandise, { version, book })
  return book
}
