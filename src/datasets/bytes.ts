/** Streams of bytes as UTF-8, whatever they came as. */

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Looks ahead until `isEnough` or the end. The stream that comes back still starts at the beginning. */
export const peek = async (
  chunks: AsyncIterable<Uint8Array>,
  isEnough: (head: Buffer) => boolean,
): Promise<{ readonly head: Buffer; readonly all: AsyncIterable<Uint8Array> }> => {
  const iterator = chunks[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (!isEnough(head)) {
    const next = await iterator.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head, all: all() }
}

async function* transcode(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

async function* dropFirst(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of chunks) {
    yield chunk.subarray(Math.min(left, chunk.length))
    left -= Math.min(left, chunk.length)
  }
}

/**
 * The stream as UTF-8 without byte order mark. UTF-16 is known by its mark; everything else is taken for UTF-8 unless
 * `encoding` says otherwise. Bytes that are not valid UTF-8 are left for the readers to refuse, record by record.
 */
export const asUtf8 = async (
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding | undefined,
): Promise<AsyncIterable<Uint8Array>> => {
  const { head, all } = await peek(chunks, (bytes) => bytes.length >= 3)
  const mark = head.subarray(0, 3).toString('hex')
  if (encoding === 'utf-16le' || mark.startsWith('fffe')) return transcode(all, 'utf-16le')
  if (encoding === 'windows-1252') return transcode(all, encoding)
  return mark === 'efbbbf' ? dropFirst(all, 3) : all
}
