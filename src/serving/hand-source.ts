/** Lists that people made: curated ones, and what a merchandiser linked to an item. */
import { curatedItems } from '../merchandising/curated.ts'
import type { Reason } from '../lists/list.ts'
import { type Proposal, proposesNothing } from './found.ts'
import type { Gates } from './gates.ts'
import type { Scene } from './scene.ts'
import { seedsFor } from './seeds.ts'

const LIST_NOT_YET = { code: 'LIST_NOT_YET', text: 'The list has not begun yet.' }
const LIST_OVER = { code: 'LIST_OVER', text: 'The time of the list is over.' }

const inOrder = (
  source: string,
  itemIds: readonly string[],
  { view }: Scene,
  gates: Gates,
  reason: () => Reason,
  emptyText: string,
): Proposal => {
  const items = new Set<number>()
  for (const itemId of itemIds) {
    const index = view.items.find(itemId)
    const item = index < 0 ? -1 : view.catalog.masterOf(index)
    if (item >= 0 && gates.allows(item) && gates.shape.rules?.isExcluded(item) !== true) items.add(item)
  }
  return {
    source,
    items: [...items],
    scores: Array.from(items, (_, place) => 1 / (place + 1)),
    reasonOf: reason,
    emptyBecause: { code: 'NOTHING_OF_IT_SOLD', text: emptyText },
    report: { source, candidateCount: itemIds.length },
  }
}

export const curatedProposal = (curatedListId: string, scene: Scene, gates: Gates): Proposal => {
  const source = `curated:${curatedListId}`
  const list = scene.merchandise.find('curated-list', curatedListId)
  if (list === undefined)
    return proposesNothing(source, {
      code: 'NO_CURATED_LIST',
      text: `There is no list by hand ${JSON.stringify(curatedListId)}.`,
    })
  const curated = curatedItems(list, scene.now)
  if ('cause' in curated) return proposesNothing(source, curated.cause === 'OVER' ? LIST_OVER : LIST_NOT_YET)
  return inOrder(
    source,
    curated.itemIds,
    scene,
    gates,
    () => ({ code: 'CHOSEN_BY_HAND', text: 'Chosen for you by the shop', values: { list: curatedListId } }),
    'Nothing of the list is sold here.',
  )
}

export const relatedProposal = (relation: string, scene: Scene, gates: Gates): Proposal => {
  const { view } = scene
  const seeds = seedsFor('item', scene)
  const itemIds = seeds.flatMap((seed) => {
    const { relations } = view.catalog.document(seed) ?? {}
    return relations !== undefined && Object.hasOwn(relations, relation) ? (relations[relation] ?? []) : []
  })
  return inOrder(
    `related:${relation}`,
    itemIds,
    scene,
    gates,
    () => ({ code: 'LINKED_BY_HAND', text: 'The shop says it goes with this', values: { relation } }),
    `Nothing that is linked to the item as ${JSON.stringify(relation)} is sold here.`,
  )
}
