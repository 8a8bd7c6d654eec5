/** What the store and its worker say to each other. */
import type { EngineCalls } from './engine.ts'
import type { PostedError } from './faults.ts'

export type CallName = keyof EngineCalls

/** A call: its number, the name of what is asked, and the arguments. */
export type Ask = readonly [call: number, name: CallName, args: readonly unknown[]]

/** An answer bears the number of its call; the answer to opening the file bears 0. */
export type Answer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: PostedError }
