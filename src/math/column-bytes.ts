/**
 * Typed arrays and a header as one run of bytes, read back by pointing arrays at them. The form of every file that is
 * made from the log: segments and models; and of what tills take away with them.
 *
 *   'AISLECOL' | crc32 u32 of all that follows | header length u32 | header JSON | columns, each on a multiple of 8
 *
 * Numbers are little-endian, as on every machine that Node runs on today.
 */

const MAGIC = 'AISLECOL'
const CHECKED_FROM = 12
const PRELUDE_BYTES = 16
const ALIGN_BYTES = 8

const TYPES = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
} as const
type TypeName = keyof typeof TYPES
export type Column =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
export type Columns = Readonly<Record<string, Column>>

type Header = {
  readonly kind: string
  readonly version: number
  readonly meta: unknown
  readonly columns: readonly { readonly name: string; readonly type: TypeName; readonly length: number }[]
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN_BYTES) * ALIGN_BYTES

/** CRC-32, unsigned: there are faster ones in some places than in others. */
export type Checksum = (bytes: Uint8Array) => number

/**
 * @param kind     what it is: `segment`, `model`
 * @param version  of the columns' meaning; another version is not read
 * @param meta     anything that JSON can hold
 */
export const encodeColumns = (
  kind: string,
  version: number,
  meta: unknown,
  columns: Columns,
  crc32: Checksum,
): Uint8Array => {
  const header: Header = {
    kind,
    version,
    meta,
    columns: Object.entries(columns).map(([name, column]) => ({
      name,
      type: column.constructor.name as TypeName,
      length: column.length,
    })),
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const columnsAt = aligned(PRELUDE_BYTES + text.length)
  const bytes = new Uint8Array(
    Object.values(columns).reduce((total, { byteLength }) => total + aligned(byteLength), columnsAt),
  )
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(MAGIC))
  view.setUint32(CHECKED_FROM, text.length, true)
  bytes.set(text, PRELUDE_BYTES)
  let at = columnsAt
  for (const column of Object.values(columns)) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += aligned(column.byteLength)
  }
  view.setUint32(MAGIC.length, crc32(bytes.subarray(CHECKED_FROM)), true)
  return bytes
}

export type Decoded = { readonly meta: unknown; readonly columns: Columns }

/**
 * @param bytes  begins at a multiple of 8 in its buffer; the columns point into it
 * @returns what was encoded, or in a few words what is wrong with the bytes
 */
export const decodeColumns = (
  kind: string,
  version: number,
  bytes: Uint8Array,
  crc32: Checksum,
): Decoded | { readonly wrong: string } => {
  if (bytes.length < PRELUDE_BYTES || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    return { wrong: 'is not a file of this program' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(MAGIC.length, true) !== crc32(bytes.subarray(CHECKED_FROM)))
    return { wrong: 'is damaged or cut short' }
  const textLength = view.getUint32(CHECKED_FROM, true)
  const header = JSON.parse(
    new TextDecoder().decode(bytes.subarray(PRELUDE_BYTES, PRELUDE_BYTES + textLength)),
  ) as Header
  if (header.kind !== kind) return { wrong: `is a ${header.kind}, not a ${kind}` }
  if (header.version !== version) return { wrong: `has version ${header.version}, not ${version}` }
  let at = aligned(PRELUDE_BYTES + textLength)
  const columns = header.columns.map(({ name, type, length }): [string, Column] => {
    const column = new TYPES[type](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length)
    at += aligned(column.byteLength)
    return [name, column]
  })
  return { meta: header.meta, columns: Object.fromEntries(columns) }
}

/** The file's bytes in a buffer of their own, so that columns stand on multiples of 8. */
export const alignedBytes = (file: Uint8Array): Uint8Array =>
  new Uint8Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.length))
