/**
 * The ranker: sources propose, trees put in order.
 *
 *   candidates(query) = the best `proposalMax` of each source, together
 *   score(candidate)  = forest(features of query and candidate), see `ranker-features.ts` and `lambda-mart.ts`
 *
 * What is learnt from is the newest stretch of history: for each moment of it, what was known before, what the sources
 * would have proposed, and what the shopper then did. Sources that learn from must not have seen that stretch, or their
 * scores would be better in training than they ever are again; `trainRanker` refuses them. For serving, sources and
 * statistics are trained anew on everything, and the same forest orders what they propose.
 *
 * When to use it: some thousand moments with an answer, and sources that err in different ways, as in web sessions. When
 * not: less than that (a blend of sources is safer), a list that has to be explained by one reason, or next baskets, for
 * which `next-basket` grows the same trees on features of its own.
 *
 * @source two stages: Covington, Adams & Sargin, "Deep neural networks for YouTube recommendations", RecSys 2016
 */
import { AisleError } from '../../domain/errors.ts'
import type { Scorer } from '../blend.ts'
import { type Forest, predict } from './forest.ts'
import { LAMBDA_MART_DEFAULTS, type LambdaMartOptions, trainForest } from './lambda-mart.ts'
import type { Query } from '../query.ts'
import { growthBytes } from './tree-growth.ts'
import { featureNames, openRankerFeatures, type SourceAnswer } from './ranker-features.ts'
import type { RankRows } from './rank-rows.ts'
import { checkSources, type Sources } from './ranker-sources.ts'
import type { Training } from '../recipe.ts'
import { bestOf, lookup, NO_SCORES, type Scores } from '../scores.ts'

/** A moment of the past, and what came of it. */
export type RankerExample = {
  /** What was known then. */
  readonly query: Query
  /** How right items turned out to be, 1 to 31: say 1 viewed, 2 put into the basket, 3 bought. The rest is 0. */
  readonly labels: ReadonlyMap<number, number>
}

/** A stretch of history that sources did not know, and what happened in it. */
export type RankerStretch = { readonly sourcesBefore: Sources; readonly examples: readonly RankerExample[] }

export type RankerOptions = LambdaMartOptions & {
  /** Candidates that each source proposes. */
  readonly proposalMax: number
  /** Examples that are learnt from, at most: more are thinned out evenly in time. */
  readonly exampleMax: number
  /**
   * Share of the examples, the newest, by which the number of trees is chosen; then all examples are learnt from with that
   * many. 0: all trees are grown.
   */
  readonly validationShare: number
}

export const RANKER_DEFAULTS: RankerOptions = {
  ...LAMBDA_MART_DEFAULTS,
  trees: 300,
  leaves: 15,
  learningRate: 0.06,
  minLeafRows: 200,
  l2: 1,
  featureShare: 0.7,
  patience: 50,
  proposalMax: 100,
  exampleMax: 5000,
  validationShare: 0.15,
}

/** A forest and what it was taught with. It is asked with sources of the same names, in their order. */
export type RankerModel = Forest & {
  readonly sourceNames: readonly string[]
  readonly featureNames: readonly string[]
  readonly proposalMax: number
}

/** Items that `rerank` puts in order, at most. */
const RERANK_ITEMS_MAX = 1000
/** e^score stays a float. */
const SCORE_MAX = 80

/**
 * Learns to order what sources propose. Several short stretches, each with sources trained up to its beginning, teach better
 * than one long one: sources are then as fresh in training as they are when serving.
 *
 * @throws BAD_REQUEST when an example is older than what its sources know, or stretches have different sources
 * @complexity asks every source for every example; then as `trainForest`
 */
export const trainRanker = async (
  stretches: readonly RankerStretch[],
  options: RankerOptions,
  training: Training,
): Promise<RankerModel> => {
  const sourceNames = stretches[0]?.sourcesBefore.names ?? []
  const moments = stretches.flatMap((stretch) => {
    checkStretch(stretch, sourceNames)
    const gather = openGatherer(stretch.sourcesBefore, options.proposalMax)
    return stretch.examples.map((example): Moment => ({ example, gather }))
  })
  const inTime = moments.sort((a, b) => a.example.query.now - b.example.query.now)
  const chosen = thinned(inTime, options.exampleMax)
  const names = featureNames(sourceNames)
  const rows = rowsOf(chosen, names.length)
  const trees = await treeCountFor(rows, options, training)
  const forest = await trainForest(rows, { ...options, trees }, half(training, 1))
  return { ...forest, sourceNames, featureNames: names, proposalMax: options.proposalMax }
}

/** How many trees order the newest lists best when they are learnt from the others. */
const treeCountFor = async (rows: RankRows, options: RankerOptions, training: Training): Promise<number> => {
  const groupCount = rows.groupStarts.length - 1
  const validationFrom = Math.ceil(groupCount * (1 - options.validationShare))
  if (validationFrom === groupCount) return options.trees
  const learnt = groupsOf(rows, 0, validationFrom)
  const watched = groupsOf(rows, validationFrom, groupCount)
  return (await trainForest(learnt, options, half(training, 0), watched)).roots.length
}

/** Reports the first or second half of the work. */
const half = (training: Training, which: 0 | 1): Training => ({
  ...training,
  report: (share) => training.report((which + share) / 2),
})

const groupsOf = (rows: RankRows, first: number, end: number): RankRows => {
  const [from, until] = [rows.groupStarts[first], rows.groupStarts[end]]
  return {
    rowCount: until - from,
    featureCount: rows.featureCount,
    values: rows.values.subarray(from * rows.featureCount, until * rows.featureCount),
    groupStarts: rows.groupStarts.slice(first, end + 1).map((start) => start - from),
    labels: rows.labels.subarray(from, until),
  }
}

const checkStretch = ({ sourcesBefore, examples }: RankerStretch, sourceNames: readonly string[]): void => {
  checkSources(sourceNames, sourcesBefore)
  for (const { query } of examples)
    if (query.now < sourcesBefore.knownUntil)
      throw new AisleError(
        'BAD_REQUEST',
        'An example is older than the end of what its sources were trained on.',
        {
          field: 'examples',
          fix: 'Train the sources on data before the first example, or leave older examples out.',
        },
      )
}

/** The most bytes that training holds at a time, besides data and sources. */
export const rankerMemoryBytes = (
  sourceCount: number,
  itemCount: number,
  { exampleMax, proposalMax, leaves }: RankerOptions,
): number => {
  const featureCount = featureNames(Array.from({ length: sourceCount }, String)).length
  const rowCount = exampleMax * proposalMax * sourceCount
  // Rows lie there as they were gathered and once more put together; 40 a row for labels, scores, order and gradients.
  return rowCount * (8 * featureCount + 40) + growthBytes(rowCount, featureCount, leaves) + 100 * itemCount
}

/** Every so manieth element, the newest for certain. */
const thinned = <T>(list: readonly T[], countMax: number): readonly T[] =>
  list.length <= countMax
    ? list
    : Array.from({ length: countMax }, (_, k) => list[Math.ceil(((k + 1) * list.length) / countMax) - 1])

/**
 * Orders what sources propose, as any other scorer. Scores are above 0; the ratio of two of them says how much more likely
 * the first is to belong above the second.
 *
 * @param sources  with the same names as those that the model was taught with, of whatever newer data
 * @throws BAD_REQUEST when they are other sources
 * @complexity a query: that of the sources, then about 1 ms for 300 candidates and 100 trees
 */
export const rankerScorer = (model: RankerModel, sources: Sources): Scorer => {
  const gather = openGatherer(checkSources(model.sourceNames, sources), model.proposalMax)
  return (query) => {
    const { candidates, rows } = gather(query)
    return candidates.length === 0 ? NO_SCORES : scoresOf(model, candidates, rows)
  }
}

/**
 * Puts items that somebody else chose in order.
 *
 * @returns scores the items, at most 1,000 of them; unknown ones and those given twice once or not at all
 */
export const openRerank = (
  model: RankerModel,
  sources: Sources,
): ((query: Query, items: Int32Array) => Scores) => {
  const gather = openGatherer(checkSources(model.sourceNames, sources), model.proposalMax)
  return (query, items) => {
    const known = [...new Set(items)].filter((item) => item >= 0 && item < sources.statistics.itemCount)
    const { candidates, rows } = gather(query, Int32Array.from(known.slice(0, RERANK_ITEMS_MAX)))
    return candidates.length === 0 ? NO_SCORES : scoresOf(model, candidates, rows)
  }
}

const scoresOf = (model: RankerModel, candidates: Int32Array, rows: Float32Array): Scores => {
  const scores = predict(model, rows, candidates.length)
  return {
    form: 'few',
    items: candidates,
    scores: Float32Array.from(scores, (score) => Math.exp(Math.max(-SCORE_MAX, Math.min(SCORE_MAX, score)))),
  }
}

/** Candidates with their features. */
type Gathered = { readonly candidates: Int32Array; readonly rows: Float32Array }
type Gather = (query: Query, given?: Int32Array) => Gathered
type Moment = { readonly example: RankerExample; readonly gather: Gather }

/** Asks the sources; the candidates are what they propose, but for the seeds, or those given. */
const openGatherer = ({ scorers, statistics }: Sources, proposalMax: number): Gather => {
  const featuresOf = openRankerFeatures(statistics, scorers.length)
  const { itemCount } = statistics
  return (query, given) => {
    const isSeed = new Set(query.seeds)
    const answers = scorers.map((scorer): SourceAnswer => {
      const scores = scorer(query)
      const isKnown = (item: number): boolean => item < itemCount && !isSeed.has(item)
      return { proposed: bestOf(scores, proposalMax, isKnown).items, scoreOf: lookup(scores) }
    })
    const candidates = given ?? Int32Array.from(new Set(answers.flatMap(({ proposed }) => [...proposed])))
    return { candidates, rows: featuresOf(query, candidates, answers) }
  }
}

/** Groups of which some candidate was right; the others teach no order. */
const rowsOf = (moments: readonly Moment[], featureCount: number): RankRows => {
  const groups: { readonly rows: Float32Array; readonly labels: Uint8Array }[] = []
  for (const { example, gather } of moments) {
    const { candidates, rows } = gather(example.query)
    const labels = Uint8Array.from(candidates, (item) => example.labels.get(item) ?? 0)
    if (labels.some((label) => label > 0)) groups.push({ rows, labels })
  }
  const groupStarts = new Int32Array(groups.length + 1)
  groups.forEach(({ labels }, g) => {
    groupStarts[g + 1] = groupStarts[g] + labels.length
  })
  const rowCount = groupStarts[groups.length]
  const values = new Float32Array(new SharedArrayBuffer(4 * rowCount * featureCount))
  const labels = new Uint8Array(rowCount)
  groups.forEach((group, g) => {
    values.set(group.rows, groupStarts[g] * featureCount)
    labels.set(group.labels, groupStarts[g])
  })
  return { rowCount, featureCount, values, groupStarts, labels }
}
