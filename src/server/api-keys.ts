/** Keys to the API of a shop: made, listed without their secret, and taken back. */
import { randomBytes } from 'node:crypto'
import { AisleError } from '../domain/errors.ts'
import type { Ingest } from '../jobs/ingest.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import type { KeyDocument, KeyRole } from '../views/shop-view.ts'
import { hashKey } from './access.ts'

const KEY_BYTES = 24

export type MadeKey = { readonly keyId: string; readonly key: string; readonly role: KeyRole }
export type ShownKey = Omit<KeyDocument, 'hash'>

export type MakeKey = {
  readonly role: KeyRole
  readonly label?: string
  readonly keyId: string
  /** ms UTC */
  readonly now: number
}

/** @returns the key itself, for this once: only its hash is kept */
export const makeKey = async (
  ingest: Ingest,
  runtime: ShopRuntime,
  { role, label, keyId, now }: MakeKey,
): Promise<MadeKey> => {
  const key = `aisle_${role}_${randomBytes(KEY_BYTES).toString('base64url')}`
  const document: KeyDocument = {
    keyId,
    hash: hashKey(key),
    role,
    createdAt: now,
    ...(label !== undefined && { label }),
  }
  const body = JSON.stringify(document)
  await ingest.own(runtime, { record: { op: 'put', kind: 'key', id: keyId, body }, body: document })
  return { keyId, key, role }
}

export const listKeys = ({ view }: ShopRuntime): readonly ShownKey[] =>
  [...view.keys.values()].map(({ hash: _, ...shown }) => shown)

/** @throws AisleError BAD_REQUEST when there is no such key */
export const revokeKey = async (ingest: Ingest, runtime: ShopRuntime, keyId: string): Promise<void> => {
  const [outcome] = await ingest.deletions(runtime, 'key', [keyId])
  if (outcome?.status === 'rejected')
    throw new AisleError('BAD_REQUEST', `${outcome.message}.`, { fix: 'See `npx aisle keys list`.' })
}
