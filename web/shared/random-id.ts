/** 128 random bits as text. `crypto.randomUUID` is missing on plain http of another machine, as a shop's own network. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** A short number that people can read out: `R-7K2M-9QXD`. 40 random bits. */
export const readableId = (prefix: string): string => {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const code = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => signs[byte % 32]).join('')
  return `${prefix}-${code.slice(0, 4)}-${code.slice(4)}`
}
