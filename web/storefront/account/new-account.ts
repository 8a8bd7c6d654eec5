/** Which customer this browser made an account for, and when: the sign-in that follows is the first of theirs. */
import { readJson, writeText } from '../../shared/safe-storage.ts'

export type NewAccount = {
  readonly customerId: string
  /** ms of this browser's clock */
  readonly at: number
}

const NAME = 'aisle.new-account'
/** The sign-in follows at once. */
const FOLLOWS_WITHIN_MS = 60_000

const isNewAccount = (value: unknown): value is NewAccount =>
  typeof value === 'object' && value !== null && 'customerId' in value && 'at' in value

export const noteNewAccount = (customerId: string): void =>
  writeText(NAME, JSON.stringify({ customerId, at: Date.now() } satisfies NewAccount))

export const newAccount = (): NewAccount | undefined => readJson(NAME, isNewAccount)

export const isFirstSignIn = (
  customerId: string | undefined,
  at: number,
  account: NewAccount | undefined,
): boolean =>
  account !== undefined &&
  account.customerId === customerId &&
  at >= account.at &&
  at - account.at < FOLLOWS_WITHIN_MS
