/** Lists that a model makes: what it knows of the item of the page, the basket, the visit or all of a shopper's past. */
import { categoryAncestors } from '../domain/catalog.ts'
import type { ModelGiven, ModelRole } from '../domain/strategy.ts'
import type { Reason } from '../lists/list.ts'
import { type History, NO_HISTORY, type Query } from '../models/query.ts'
import { bestOf, type Scores } from '../models/scores.ts'
import { type Cause, type Proposal, proposesNothing } from './found.ts'
import type { Gates } from './gates.ts'
import type { Scene } from './scene.ts'
import { seedsFor } from './seeds.ts'
import type { RoleScorer } from './serving-model.ts'

type RoleWords = {
  readonly code: string
  readonly text: string
  /** Said when it comes from the past, not from the item of the page. */
  readonly pastText?: string
  /** What the score is called. */
  readonly value: string
  readonly empty: Cause
}

const words = (
  code: string,
  text: string,
  value: string,
  emptyCode: string,
  emptyText: string,
  pastText?: string,
): RoleWords => ({
  code,
  text,
  value,
  empty: { code: emptyCode, text: emptyText },
  ...(pastText !== undefined && { pastText }),
})

const WORDS: Readonly<Record<ModelRole, RoleWords>> = {
  'bought-bought': words(
    'BOUGHT_TOGETHER',
    'Often in the same order',
    'likeness',
    'TOO_FEW_ORDERS',
    'Too few orders hold the item to say what goes with it.',
    'Often ordered with what you chose',
  ),
  'viewed-viewed': words(
    'VIEWED_TOGETHER',
    'Looked at by those who looked at this',
    'likeness',
    'TOO_FEW_VIEWS',
    'Too few shoppers looked at the item to say what else they look at.',
    'Looked at by those who looked at the same as you',
  ),
  'viewed-bought': words(
    'BOUGHT_AFTER_VIEW',
    'Bought by those who looked at this',
    'likeness',
    'TOO_FEW_VIEWS',
    'Too few shoppers looked at the item and bought something to say what.',
  ),
  completion: words(
    'COMPLETES_BASKET',
    'Likely to go with this',
    'score',
    'TOO_FEW_ORDERS',
    'Too few orders hold these items to say what goes with them.',
  ),
  taste: words(
    'FITS_TASTE',
    'Liked by shoppers with your taste',
    'score',
    'NOTHING_ALIKE',
    'Nothing that the shopper has not seen yet is close to what they like.',
  ),
  'next-item': words(
    'NEXT_IN_VISIT',
    'Often next, after what you looked at',
    'score',
    'NOTHING_NEXT',
    'Nothing is known to follow what the shopper looked at.',
  ),
  'next-basket': words(
    'NEXT_ORDER',
    'Likely in your next order',
    'score',
    'NOTHING_NEXT',
    'Nothing is known of the shopper’s next order.',
  ),
  'similar-text': words(
    'SIMILAR_TEXT',
    'Described much the same',
    'likeness',
    'NOTHING_ALIKE',
    'No item here is described like this one.',
    'Described like what you looked at',
  ),
  'similar-look': words(
    'SIMILAR_LOOK',
    'Looks much the same',
    'likeness',
    'NOTHING_ALIKE',
    'No item here looks like this one, or it has no picture.',
  ),
}

/** How many times what it would be anyhow an item's score must be, for the question to speak for it. */
const LIFT_MIN = 1.5

const because = (code: string, text: string): Cause => ({ code, text })
const NO_SEED = because('NO_SEED', 'The list is made for an item, and the request names none that is known.')
const NO_BASKET = because('NO_BASKET', 'The list is made for a basket, and there is nothing in it.')
export const NO_MODEL = because('NO_MODEL', 'No model serves: run `npx aisle train`.')
const NOTHING_DONE = because('NOTHING_DONE', 'The shopper has done nothing yet that says what they like.')
const PERSONALIZATION_OFF = because('PERSONALIZATION_OFF', 'The shop has switched personalization off.')
const SWITCHED_OFF = because('SWITCHED_OFF', 'The shop has switched lists of this kind off.')

const readsPast = (given: ModelGiven): boolean =>
  given === 'session' || given === 'history' || given === 'basket-and-history'

const isOff = (role: ModelRole, { view }: Scene): boolean =>
  (role === 'similar-look' && view.shop.switches?.similarLooks === false) ||
  (role === 'similar-text' && view.shop.switches?.similarText === false)

const sliced = (history: History, from: number): History => ({
  items: history.items.subarray(from),
  at: history.at.subarray(from),
  kinds: history.kinds.subarray(from),
  orders: history.orders.subarray(from),
})

/** The query, or why there is nothing to ask. */
export const queryOf = (role: ModelRole, given: ModelGiven, scene: Scene): Query | Cause => {
  const { modelItems, now, past, lookedAt, person } = scene
  if (modelItems === undefined) return NO_MODEL
  const { modelOf } = modelItems
  const seedItems = seedsFor(given, scene)
  const seeds = Int32Array.from(seedItems, (item) => modelOf[item] ?? -1)
  if (!readsPast(given)) {
    if (seedItems.length === 0) return given === 'item' && role !== 'completion' ? NO_SEED : NO_BASKET
    return { now, seeds, history: NO_HISTORY, sessionStart: 0 }
  }
  if (scene.isPersonalizationOff) return PERSONALIZATION_OFF
  if (person.closedBecause !== undefined && lookedAt.length === 0) return person.closedBecause
  const whole = past.history(modelItems, lookedAt)
  const from = given === 'session' ? whole.sessionStart : 0
  const history = from === 0 ? whole.history : sliced(whole.history, from)
  if (history.items.length === 0 && seeds.length === 0) return NOTHING_DONE
  return { now, seeds, history, sessionStart: whole.sessionStart - from }
}

/** What a role's model answers, asked once a scene. */
export const answerOf = (
  role: ModelRole,
  given: ModelGiven,
  query: Query,
  scorer: RoleScorer,
  { answers }: Scene,
): Scores => {
  const key = `${role}/${given}`
  const known = answers.get(key)
  if (known !== undefined) return known
  const answer = scorer.score(query)
  // A scorer may use its arrays again for the next question.
  const kept: Scores =
    answer.form === 'few'
      ? { form: 'few', items: answer.items.slice(), scores: answer.scores.slice() }
      : { form: 'all', scores: answer.scores.slice() }
  answers.set(key, kept)
  return kept
}

/** Another one of the same kind is an alternative, not an addition, unless orders hold both. */
const additionTest = (
  seeds: readonly number[],
  { view, model, modelItems, now }: Scene,
): ((item: number) => boolean) => {
  const kindsOf = (item: number): readonly string[] => view.catalog.document(item)?.categories ?? []
  const kinds = new Set(seeds.flatMap(kindsOf))
  const modelSeeds = Int32Array.from(seeds, (seed) => modelItems?.modelOf[seed] ?? -1)
  const answer = model?.roles
    .get('bought-bought')
    ?.score({ now, seeds: modelSeeds, history: NO_HISTORY, sessionStart: 0 })
  const together = new Set(
    answer?.form === 'few' ? Array.from(answer.items, (item) => modelItems?.shownOf[item]) : [],
  )
  return (item) => together.has(item) || !kindsOf(item).some((kind) => kinds.has(kind))
}

/** What a role may propose at all. */
const boundOf = (role: ModelRole, seeds: readonly number[], scene: Scene): ((item: number) => boolean) => {
  const { view, past } = scene
  // What such models say of things never bought is how popular they are.
  if (role === 'next-basket') return (item) => past.bought.has(item)
  if (role === 'completion') return additionTest(seeds, scene)
  if (role !== 'similar-text' && role !== 'similar-look') return () => true
  // Likeness of words or pictures says nothing across departments: a red shoe is no red car.
  const pathsOf = (item: number): readonly string[] => {
    const paths = view.catalog.document(item)?.categories ?? []
    return role === 'similar-text' ? paths : paths.map((path) => categoryAncestors(path).at(-1) as string)
  }
  const wanted = new Set(seeds.flatMap(pathsOf))
  return wanted.size === 0 ? () => true : (item) => pathsOf(item).some((path) => wanted.has(path))
}

/** Scores as merchandisers weigh them; a copy, for those of the model are its own. */
const weighed = (answer: Scores, shownOf: Int32Array, factorOf: (item: number) => number): Scores => {
  const scores = answer.scores.slice()
  for (let k = 0; k < scores.length; k++) {
    const shown = shownOf[answer.form === 'all' ? k : (answer.items[k] as number)] as number
    if (shown >= 0) scores[k] = (scores[k] as number) * factorOf(shown)
  }
  return { ...answer, scores }
}

/** The best that may show, each as its master. */
const proposalOf = (
  answer: Scores,
  scene: Scene,
  gates: Gates,
  depth: number,
  isBound: (item: number) => boolean,
  prior: Float32Array | undefined,
): Pick<Proposal, 'totalMost'> & {
  readonly items: readonly number[]
  readonly scores: readonly number[]
} => {
  const shownOf = scene.modelItems?.shownOf as Int32Array
  const { rules, stock } = gates.shape
  const { inStock } = scene.assorted
  // What the model says whatever is asked is how popular an item is, not that it goes with these.
  const isAnswer = (modelItem: number): boolean =>
    prior === undefined ||
    answer.form === 'few' ||
    (answer.scores[modelItem] as number) > LIFT_MIN * (prior[modelItem] as number)
  const asWeighed = rules === undefined ? answer : weighed(answer, shownOf, rules.factorOf)
  const items: number[] = []
  const scores: number[] = []
  const seen = new Set<number>()
  let isCut = false
  // What is out of stock comes behind all that is not, however far down that is.
  for (const tier of stock === 'last' ? [1, 0] : [undefined]) {
    const best = bestOf(asWeighed, depth, (modelItem) => {
      const item = shownOf[modelItem] as number
      return (
        isAnswer(modelItem) &&
        item >= 0 &&
        (tier === undefined || inStock[item] === tier) &&
        gates.allows(item) &&
        isBound(item) &&
        rules?.isExcluded(item) !== true
      )
    })
    isCut ||= best.items.length === depth
    best.items.forEach((modelItem, k) => {
      const item = shownOf[modelItem] as number
      if (seen.has(item)) return
      seen.add(item)
      items.push(item)
      scores.push(best.scores[k] as number)
    })
  }
  if (!isCut) return { items, scores }
  return { items, scores, totalMost: asWeighed.scores.reduce((sum, score) => (score > 0 ? sum + 1 : sum), 0) }
}

const reportOf = (source: string, scorer: RoleScorer, candidateCount: number): Proposal['report'] => ({
  source,
  candidateCount,
  recipe: scorer.recipe,
  ...(scorer.note !== undefined && { note: scorer.note }),
})

/** @param depth  how many it proposes at most */
export const modelProposal = (
  role: ModelRole,
  given: ModelGiven,
  scene: Scene,
  gates: Gates,
  depth: number,
): Proposal => {
  const source = `model:${role}`
  if (isOff(role, scene)) return proposesNothing(source, SWITCHED_OFF)
  const query = queryOf(role, given, scene)
  if ('code' in query) return proposesNothing(source, query)
  const scorer = scene.model?.roles.get(role)
  if (scorer === undefined) {
    const missing = scene.model?.missing.get(role)
    return proposesNothing(source, missing === undefined ? NO_MODEL : { code: 'NO_MODEL', text: missing })
  }
  const seeds = seedsFor(given, scene)
  const answer = answerOf(role, given, query, scorer, scene)
  const { items, scores, ...total } = proposalOf(
    answer,
    scene,
    gates,
    depth,
    boundOf(role, seeds, scene),
    scorer.prior,
  )
  const { code, text, pastText, value, empty } = WORDS[role]
  const said = seeds.length === 0 ? (pastText ?? text) : text
  return {
    source,
    items,
    scores,
    ...total,
    reasonOf: (place): Reason => ({ code, text: said, values: { [value]: scores[place] as number } }),
    emptyBecause: empty,
    report: reportOf(source, scorer, answer.scores.length),
  }
}
