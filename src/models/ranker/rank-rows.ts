/** Lists of rows to put in order: what trees learn from, and how well an order of them is. */
import { AisleError } from '../../domain/errors.ts'
import { LABELS } from './lambda-gradients.ts'

/** Rows of features with what was right. Row r of every column belongs together. */
export type RankRows = {
  readonly rowCount: number
  readonly featureCount: number
  /** rows × features, row by row; NaN where it is not known */
  readonly values: Float32Array
  /** Rows of group g, one list, are those from `groupStarts[g]` up to `groupStarts[g + 1] - 1`. */
  readonly groupStarts: Int32Array
  /** How right a row was: 0 (not at all) to 31; a row gains 2^label − 1 */
  readonly labels: Uint8Array
}

/** @throws BAD_REQUEST when columns do not fit together or a label is above 31 */
export const checkRows = ({ rowCount, featureCount, values, groupStarts, labels }: RankRows): void => {
  const refuse = (field: string, message: string, fix: string): never => {
    throw new AisleError('BAD_REQUEST', message, { field, fix })
  }
  if (values.length !== rowCount * featureCount || labels.length !== rowCount)
    refuse(
      'values',
      'The columns of the rows to rank are not of one length.',
      'Give each row its features and label.',
    )
  if (groupStarts.length === 0 || groupStarts[0] !== 0 || groupStarts.at(-1) !== rowCount)
    refuse('groupStarts', 'Groups do not cover the rows.', 'Begin with 0 and end with the number of rows.')
  for (let g = 0; g + 1 < groupStarts.length; g++)
    if (groupStarts[g + 1] < groupStarts[g])
      refuse(
        'groupStarts',
        `Group ${g} ends before it begins.`,
        'Give where groups begin in ascending order.',
      )
  for (const label of labels)
    if (label >= LABELS) refuse('labels', `A label is ${label}.`, `Give labels from 0 to ${LABELS - 1}.`)
}

/**
 * Mean over groups of the discounted gain of the first places, as a share of the best there is. Groups with nothing right
 * count as 1, as in LightGBM; rows of equal score stand in their order. In [0, 1]; NaN when there are no groups.
 *
 * @complexity O(rows) as a rule, O(rows · places) at worst
 */
export const groupNdcg = (
  { groupStarts, labels }: RankRows,
  scores: Float64Array,
  places: number,
): number => {
  const first = new Int32Array(places)
  const groupCount = groupStarts.length - 1
  let sum = 0
  for (let g = 0; g < groupCount; g++) {
    const [start, end] = [groupStarts[g], groupStarts[g + 1]]
    const best = bestGain(labels.subarray(start, end), places)
    if (best === 0) {
      sum++
      continue
    }
    const count = placeFirst(scores, start, end, first)
    let gain = 0
    for (let place = 0; place < count; place++) gain += gainAt(labels[first[place]], place)
    sum += gain / best
  }
  return sum / groupCount
}

const gainAt = (label: number, place: number): number => (2 ** label - 1) / Math.log2(place + 2)

const bestGain = (labels: Uint8Array, places: number): number => {
  const ordered = labels.slice().sort()
  let gain = 0
  for (let place = 0; place < places && place < ordered.length; place++)
    gain += gainAt(ordered[ordered.length - 1 - place], place)
  return gain
}

/** Writes the rows that score most, best first. @returns how many */
const placeFirst = (scores: Float64Array, start: number, end: number, first: Int32Array): number => {
  let count = 0
  for (let row = start; row < end; row++) {
    if (count === first.length && !(scores[row] > scores[first[count - 1]])) continue
    let place = count < first.length ? count++ : count - 1
    for (; place > 0 && scores[first[place - 1]] < scores[row]; place--) first[place] = first[place - 1]
    first[place] = row
  }
  return count
}
