/**
 * Cuts a text into the numbers that models of the BERT family know: words, and pieces of words that the vocabulary lacks,
 * the longest first.
 *
 * @source Wu et al., "Google's neural machine translation system", arXiv:1609.08144, 2016, section 4.1; words and marks
 *   as in Devlin et al., "BERT", NAACL 2019
 */
import { AisleError } from '../domain/errors.ts'

export type WordPieceOptions = {
  /** Folds case and takes accents off, as `uncased` models want it. */
  readonly isLowercase: boolean
  /** Numbers of a text at most, first and last included. */
  readonly lengthMax: number
}

const FIRST = '[CLS]'
const LAST = '[SEP]'
const UNKNOWN = '[UNK]'
/** Longer words are unknown. */
const WORD_LENGTH_MAX = 100
/** Letters and digits together; marks and signs each for itself, and so characters of scripts that put no spaces. */
const WORD = /[\p{Script=Han}\p{P}\p{S}]|[^\s\p{P}\p{S}\p{Script=Han}]+/gu

/**
 * @param vocabulary  pieces by number; those that go on a word begin with `##`
 * @throws AisleError SETTING_INVALID when the vocabulary is not of this form
 */
export const wordPiece = (
  vocabulary: readonly string[],
  { isLowercase, lengthMax }: WordPieceOptions,
): ((text: string) => readonly number[]) => {
  const numberOf = new Map(vocabulary.map((piece, number) => [piece, number]))
  const special = (piece: string): number => {
    const number = numberOf.get(piece)
    if (number !== undefined) return number
    throw new AisleError('SETTING_INVALID', `The vocabulary of the embedding model has no ${piece}.`, {
      fix: 'Give the vocab.txt of a model of the BERT family: a piece a line.',
    })
  }
  const [first, last, unknown] = [special(FIRST), special(LAST), special(UNKNOWN)]

  const piecesOf = (word: string): readonly number[] => {
    if (word.length > WORD_LENGTH_MAX) return [unknown]
    const pieces: number[] = []
    for (let from = 0; from < word.length; ) {
      let to = word.length
      let number: number | undefined
      while (to > from) {
        number = numberOf.get(`${from === 0 ? '' : '##'}${word.slice(from, to)}`)
        if (number !== undefined) break
        to--
      }
      if (number === undefined) return [unknown]
      pieces.push(number)
      from = to
    }
    return pieces
  }

  return (text) => {
    const folded = isLowercase
      ? text
          .toLowerCase()
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
      : text
    const pieces: number[] = []
    for (const [word] of folded.matchAll(WORD)) {
      if (pieces.length >= lengthMax) break
      pieces.push(...piecesOf(word))
    }
    return [first, ...pieces.slice(0, Math.max(0, lengthMax - 2)), last]
  }
}
