/** Whether a register stands in a store of the shop and has screens that exist. */
import { type Problem, problem } from '../api/problem.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Register } from '../domain/point-of-sale.ts'
import { layoutsOf } from '../merchandising/shipped-layouts.ts'
import type { ShopView } from '../views/shop-view.ts'

export const registerProblem = (document: JsonObject, view: ShopView): Problem | undefined => {
  const { channel, layoutId } = document as unknown as Register
  if (!view.catalog.knowsChannel(channel))
    return problem(
      'UNKNOWN',
      '/channel',
      `there is no channel ${JSON.stringify(channel)}`,
      'Put the channel first.',
    )
  const layouts = layoutsOf(view.merchandise.all('screen-layout'))
  if (layoutId !== undefined && !layouts.some((layout) => layout.layoutId === layoutId))
    return problem(
      'UNKNOWN',
      '/layoutId',
      `there is no screen layout ${JSON.stringify(layoutId)}`,
      `Send one of ${layouts.map((layout) => layout.layoutId).join(', ')}, or put the layout first.`,
    )
  return undefined
}
