/** PINs as they are kept: slow to try, each with a salt of its own. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const SALT_BYTES = 16
const HASH_BYTES = 32
/** 2^15 blocks of 1 KiB: 32 MB and some 50 ms for each try. */
const COST = 2 ** 15
const MEMORY_MAX_BYTES = 64 * 1024 * 1024

const hashOf = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, { N: COST, maxmem: MEMORY_MAX_BYTES }, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    )
  })

/** @returns `scrypt$SALT$HASH`, in base64url */
export const hashPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES)
  return `scrypt$${salt.toString('base64url')}$${(await hashOf(pin, salt)).toString('base64url')}`
}

export const isPin = async (pin: string, pinHash: string): Promise<boolean> => {
  const [, salt = '', hash = ''] = pinHash.split('$')
  const kept = Buffer.from(hash, 'base64url')
  const given = await hashOf(pin, Buffer.from(salt, 'base64url'))
  return kept.length === given.length && timingSafeEqual(kept, given)
}
