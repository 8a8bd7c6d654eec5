/** Cuts text of any language into what can be compared, without a dictionary. */

/** Scripts that write words without spaces: Chinese, Japanese, Thai, Lao, Khmer and Burmese. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu
const WORD = /[\p{L}\p{N}\p{M}]+(?:[.,](?=\p{N})\p{N}+)*/gu
/** Accents of Latin, Greek and Cyrillic letters. Marks of other scripts are letters of their own and stay. */
const ACCENTS = /[\u0300-\u036f]/g
/** Text beyond this many characters is passed over: it bounds the cost of a description that is a book. */
const TEXT_LENGTH_MAX = 20_000

/**
 * Words in small letters, without accents, in the order of the text; of scripts without spaces, every two neighbouring
 * characters are a word.
 *
 * @complexity O(length), of at most 20,000 characters
 */
export const wordsOf = (text: string): string[] => {
  const plain = text
    .slice(0, TEXT_LENGTH_MAX)
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
  const words: string[] = []
  for (const [word] of plain.replace(UNSPACED, (run) => ` ${pairsOf(run).join(' ')} `).matchAll(WORD))
    words.push(word)
  return words
}

const pairsOf = (run: string): readonly string[] => {
  const characters = [...run]
  return characters.length < 2
    ? characters
    : characters.slice(1).map((character, k) => characters[k] + character)
}

/** The pieces of so many characters of a word, with its ends marked; none of words that are a piece themselves. */
export const piecesOf = (word: string, size: number): readonly string[] => {
  const characters = [...`^${word}$`]
  if (characters.length - 2 < size) return []
  return Array.from({ length: characters.length - size + 1 }, (_, k) =>
    characters.slice(k, k + size).join(''),
  )
}
