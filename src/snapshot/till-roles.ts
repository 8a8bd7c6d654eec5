/** The roles of models that tills ask without a customer: those that their placements reach, and what is like a product. */
import type { ModelRole, Placement, Strategy } from '../domain/strategy.ts'
import { strategyBookOf } from '../serving/strategy-book.ts'
import type { MerchandiseView } from '../views/merchandise-view.ts'

const rolesOf = ({ sources }: Strategy): readonly ModelRole[] =>
  sources.flatMap((source) =>
    source.from === 'model' && (source.given === 'item' || source.given === 'basket') ? [source.model] : [],
  )

const isOfTill = ({ page }: Placement): boolean => page.startsWith('pos-')

/** Asked by the screens of tills themselves, whatever their placements are. */
const ALWAYS: readonly ModelRole[] = ['bought-bought', 'completion', 'similar-text', 'similar-look']

export const tillRoles = (merchandise: MerchandiseView): readonly ModelRole[] => {
  const book = strategyBookOf(merchandise)
  const names = book.placements
    .filter(isOfTill)
    .flatMap(({ strategy, fallbacks = [] }) => [strategy, ...fallbacks])
  const reached = new Set<ModelRole>(ALWAYS)
  for (const name of names)
    for (const role of rolesOf(book.findStrategy(name) ?? { strategyId: name, title: name, sources: [] }))
      reached.add(role)
  return [...reached]
}
