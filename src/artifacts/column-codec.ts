/** Columns as bytes, with the checksum that Node has. */
import { crc32 } from 'node:zlib'
import * as bytesOf from '../math/column-bytes.ts'

export const encodeColumns = (
  kind: string,
  version: number,
  meta: unknown,
  columns: bytesOf.Columns,
): Uint8Array => bytesOf.encodeColumns(kind, version, meta, columns, crc32)

export const decodeColumns = (
  kind: string,
  version: number,
  bytes: Uint8Array,
): bytesOf.Decoded | { readonly wrong: string } => bytesOf.decodeColumns(kind, version, bytes, crc32)
