/** All protocols, in the order of the docs. */
import { groceriesCompletion, onlineRetailCompletion, tafengCompletion } from './basket-completion.ts'
import { beauty } from './beauty.ts'
import { catalogNeighbors, coldItems } from './cold-items.ts'
import { gowallaProtocol } from './gowalla.ts'
import { ml1m } from './ml1m.ts'
import { onlineRetailBasketsProtocol } from './online-retail-baskets.ts'
import type { Protocol } from './protocol.ts'
import { rankerProtocol } from './ranker.ts'
import { diginetica } from './sessions-diginetica.ts'
import { tafengDnntspProtocol, tafengProtocol } from './tafeng.ts'
import { yoochoose } from './yoochoose.ts'

export const PROTOCOLS: readonly Protocol[] = [
  gowallaProtocol,
  ml1m,
  beauty,
  diginetica,
  yoochoose,
  tafengProtocol,
  tafengDnntspProtocol,
  onlineRetailBasketsProtocol,
  onlineRetailCompletion,
  groceriesCompletion,
  tafengCompletion,
  coldItems,
  catalogNeighbors,
  rankerProtocol,
]
