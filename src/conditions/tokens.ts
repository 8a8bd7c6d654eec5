/** Splits the text of a condition or a filter into words, fields, values and signs, and reads along them. */
import { ConditionError, shown } from './condition-error.ts'
import { TEXT_LENGTH_MAX } from './condition-limits.ts'

export type Token = {
  readonly kind: 'word' | 'path' | 'text' | 'number' | 'parameter' | 'sign' | 'end'
  /** As it stands; of a path with the bracket resolved, of a parameter without `$`. */
  readonly text: string
  /** Of a text and a number: what it means. */
  readonly value?: string | number
  readonly offset: number
}

const SPACE = /\s+/y
const WORD = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*/uy
const BRACKET = /\[\s*("(?:[^"\\]|\\.)*")\s*\]/y
const TEXT = /"(?:[^"\\]|\\.)*"/y
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const PARAMETER = /\$([A-Za-z0-9_]{1,50})(?![A-Za-z0-9_])/y
const SIGN = /<=|>=|!=|[=<>(),*+|-]/y

const failAt = (
  offset: number,
  expected: string,
  found: string,
  fix: string,
  problem = `expected ${expected}, found ${found}`,
): never => {
  throw new ConditionError({
    message: `At character ${offset + 1}: ${problem}.`,
    fix,
    pointer: '',
    offset,
    expected,
    found,
  })
}

const unquote = (quoted: string, offset: number): string => {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return failAt(
      offset,
      'a text',
      shown(quoted),
      'Within quotes write \\" for a quote, \\\\ for a backslash and \\n for a line break.',
    )
  }
}

/**
 * @throws ConditionError for text that is too long, a quote that is not closed, and signs that mean nothing
 * @complexity O(length)
 */
export const tokensOf = (text: string, lengthMax: number = TEXT_LENGTH_MAX): readonly Token[] => {
  if (text.length > lengthMax)
    failAt(
      lengthMax,
      `at most ${lengthMax} characters`,
      `${text.length}`,
      'Shorten it; many items go into a list of ids.',
    )
  const tokens: Token[] = []
  let offset = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset
    const found = pattern.exec(text)
    if (found !== null) offset = pattern.lastIndex
    return found
  }
  for (match(SPACE); offset < text.length; match(SPACE)) {
    const start = offset
    const word = match(WORD)
    if (word !== null) {
      const bracket = word[0].includes('.') ? match(BRACKET) : null
      const name = bracket === null ? word[0] : `${word[0]}.${unquote(bracket[1] as string, start)}`
      tokens.push({ kind: name.includes('.') ? 'path' : 'word', text: name, offset: start })
      continue
    }
    const quoted = match(TEXT)
    if (quoted !== null) {
      tokens.push({ kind: 'text', text: quoted[0], value: unquote(quoted[0], start), offset: start })
      continue
    }
    const digits = match(NUMBER)
    if (digits !== null) {
      const value = Number(digits[0])
      if (!Number.isFinite(value)) failAt(start, 'a number', digits[0], 'Write a number below 1e308.')
      tokens.push({ kind: 'number', text: digits[0], value, offset: start })
      continue
    }
    const parameter = match(PARAMETER)
    const sign = parameter === null ? match(SIGN) : null
    if (parameter !== null) tokens.push({ kind: 'parameter', text: parameter[1] as string, offset: start })
    else if (sign !== null) tokens.push({ kind: 'sign', text: sign[0], offset: start })
    else failAtSign(text, start)
  }
  return [...tokens, { kind: 'end', text: '', offset: text.length }]
}

const failAtSign = (text: string, offset: number): never => {
  const rest = text.slice(offset)
  if (rest.startsWith('"'))
    return failAt(offset, 'a closing quote', 'the end', 'Close the text with a straight quote: "Kitchen".')
  if (/^['‘’“”„«]/.test(rest))
    return failAt(offset, 'a value', rest.charAt(0), 'Put texts in straight double quotes: "Kitchen".')
  if (rest.startsWith('$'))
    return failAt(
      offset,
      'a parameter',
      shown(/^\S*/.exec(rest)?.[0] ?? '$'),
      'A parameter is $ and up to 50 letters, digits and underscores: $PRICE_MAX.',
    )
  return failAt(offset, 'a condition', shown(rest.charAt(0)), 'Take the sign out, or put it in quotes.')
}

/** Reads tokens in order. Words are compared without case. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)] as Token
  }

  take(): Token {
    const token = this.peek()
    this.#next++
    return token
  }

  isSign(sign: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead)
    return kind === 'sign' && text === sign
  }

  isWord(word: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead)
    return kind === 'word' && text.toLowerCase() === word
  }

  takeSign(sign: string): boolean {
    const isThere = this.isSign(sign)
    if (isThere) this.#next++
    return isThere
  }

  takeWord(word: string): boolean {
    const isThere = this.isWord(word)
    if (isThere) this.#next++
    return isThere
  }

  expectSign(sign: string, fix: string): void {
    if (!this.takeSign(sign)) this.fail(`"${sign}"`, fix)
  }

  expectWord(word: string, fix: string): void {
    if (!this.takeWord(word)) this.fail(`"${word}"`, fix)
  }

  /** @throws ConditionError, at the next token unless another is given */
  fail(expected: string, fix: string, at: Token = this.peek()): never {
    return failAt(at.offset, expected, at.kind === 'end' ? 'the end' : shown(at.text), fix)
  }

  /** The same for what may stand there but is not allowed. */
  refuse(problem: string, fix: string, at: Token): never {
    return failAt(at.offset, 'something else', shown(at.text), fix, problem)
  }
}
