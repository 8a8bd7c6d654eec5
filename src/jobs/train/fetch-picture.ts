/**
 * Fetches a picture from where the catalog says it is. Whoever may write the catalog names the address, so it is asked
 * with care: a bounded size and time, few redirects, and no address of a private network unless that is allowed. The
 * address that was checked is the one that is asked, also when a name changes what it stands for in between.
 */
import { lookup as lookupByName } from 'node:dns/promises'
import { type IncomingMessage, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

export type FetchRules = {
  readonly mayBePrivate: boolean
  readonly byteMax: number
  /** Of all, with redirects. */
  readonly timeoutMs: number
}

export type FetchProblem = 'private-address' | 'unreachable' | 'refused' | 'gone' | 'too-large' | 'too-slow'
export type Fetched = { readonly bytes: Uint8Array } | { readonly problem: FetchProblem }

type Address = { readonly address: string; readonly family: number }
type Lookup = (host: string) => Promise<readonly Address[]>

const REDIRECTS_MAX = 3

/** Ends the fetch with a problem. */
class Refusal extends Error {
  readonly problem: FetchProblem

  constructor(problem: FetchProblem) {
    super(problem)
    this.problem = problem
  }
}

const lookupAll: Lookup = (host) => lookupByName(host, { all: true })

const addressesOf = async (
  { hostname }: URL,
  mayBePrivate: boolean,
  lookup: Lookup,
): Promise<readonly Address[]> => {
  const host = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const found = family === 0 ? await lookup(host) : [{ address: host, family }]
  const allowed = mayBePrivate ? found : found.filter(({ address }) => !isPrivateAddress(address))
  if (allowed.length === 0) throw new Refusal(found.length === 0 ? 'unreachable' : 'private-address')
  return allowed
}

/** Answers with what was checked, whatever the name stands for by now. */
const pinned =
  (addresses: readonly Address[]): LookupFunction =>
  (_host, { all }, answer) => {
    const [{ address, family }] = addresses as [Address]
    if (all === true) answer(null, [...addresses])
    else answer(null, address, family)
  }

const ask = (url: URL, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestByHttps : requestByHttp
    const headers = { accept: 'image/*', 'user-agent': 'aisle' }
    request(url, { signal, headers, lookup: pinned(addresses), agent: false }, resolve)
      .on('error', reject)
      .end()
  })

const bodyOf = async (answer: IncomingMessage, byteMax: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > byteMax) throw new Refusal('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const webUrl = (text: string, base?: URL): URL => {
  const url = URL.parse(text, base?.href)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new Refusal('refused')
  // Names and passwords in addresses are for the one who wrote them, not for whom a redirect names.
  url.username = ''
  url.password = ''
  return url
}

const follow = async (address: string, rules: FetchRules, lookup: Lookup, signal: AbortSignal) => {
  let url = webUrl(address)
  for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
    const answer = await ask(url, await addressesOf(url, rules.mayBePrivate, lookup), signal)
    const { statusCode = 0, headers } = answer
    if (statusCode === 200) return bodyOf(answer, rules.byteMax)
    answer.destroy()
    if (statusCode === 404 || statusCode === 410) throw new Refusal('gone')
    if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) break
    url = webUrl(headers.location, url)
  }
  throw new Refusal('refused')
}

/**
 * A picture that cannot be had is an answer and no error.
 *
 * @param address  of http or https
 * @param lookup   what a name stands for
 */
export const fetchPicture = async (
  address: string,
  rules: FetchRules,
  lookup: Lookup = lookupAll,
): Promise<Fetched> => {
  const signal = AbortSignal.timeout(rules.timeoutMs)
  // Looking up a name cannot be stopped, so waiting for it is.
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Refusal('too-slow')))
  })
  try {
    return { bytes: await Promise.race([follow(address, rules, lookup, signal), late]) }
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem }
    return { problem: signal.aborted ? 'too-slow' : 'unreachable' }
  }
}
