/** What a page of a shop loads of the SDK. */
import { gzipSync } from 'node:zlib'
import { bundleSdk } from '../../scripts/build-sdk.mjs'
import type { Figures } from '../result.ts'

/** kB, gzipped; a test holds them. */
const LIMITS: readonly (readonly [file: string, limitKb: number])[] = [
  ['tracker.js', 5],
  ['aisle.js', 12],
]

export const sdkSizes = (): Promise<readonly Figures[]> =>
  Promise.all(
    LIMITS.map(async ([bundle, limitKb]) => ({
      bundle,
      kb: gzipSync(await bundleSdk(bundle), { level: 9 }).length / 1_000,
      limitKb,
    })),
  )
