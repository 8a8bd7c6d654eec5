/** Every interaction of a shop in log order, whoever asks and from whichever thread. */
import { openSegmentFolder } from '../../artifacts/segment-folder.ts'
import type { InteractionBlock } from '../../views/interaction-block.ts'

export type BlockSources = {
  /** Where the segments are; undefined when there are none. */
  readonly segmentsPath: string | undefined
  readonly logId: string
  /** Segments hold the log up to here … */
  readonly sealedSeq: number
  /** … if none is damaged or lost: this gives what they hold after a record. */
  readonly missing: (afterSeq: number) => AsyncIterable<InteractionBlock>
  /** What comes after the segments. */
  readonly rest: readonly InteractionBlock[]
}

export async function* blocksOfShop({
  segmentsPath,
  logId,
  sealedSeq,
  missing,
  rest,
}: BlockSources): AsyncGenerator<InteractionBlock, void, undefined> {
  let readSeq = 0
  const segments = segmentsPath === undefined ? undefined : openSegmentFolder(segmentsPath, logId)
  for await (const block of segments?.read(sealedSeq) ?? []) {
    yield block
    readSeq = block.lastSeq
  }
  if (readSeq < sealedSeq) yield* missing(readSeq)
  yield* rest
}
