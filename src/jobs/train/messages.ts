/** What the thread that trains and the one that serves say to each other. */
import type { ErrorCode } from '../../domain/errors.ts'
import type { InteractionBlock } from '../../views/interaction-block.ts'
import type { CatalogSlice, People } from './snapshot.ts'
import type { VectorSettings } from './catalog-vectors.ts'
import type { TrainedModel, TrainingStep } from './train-model.ts'

export type TrainingSettings = {
  readonly engine: string
  readonly seed: number
  readonly threadCount: number
  readonly memoryMaxBytes: number
  /** Left out, pictures and texts are not described. */
  readonly vectors?: VectorSettings
}

/** What the thread is started with. */
export type WorkerStart = TrainingSettings & {
  /** Recipes that are asked for besides those that serve or were chosen. */
  readonly recipes: readonly string[]
  readonly shop: string
  readonly logId: string
  readonly modelsPath: string
  readonly segmentsPath: string | undefined
  readonly sealedSeq: number
  readonly headSeq: number
}

/** To the thread. First what training reads, in any order, then `handed-over`; blocks after it were asked for. */
export type ToWorker =
  | { readonly kind: 'people'; readonly people: People }
  | { readonly kind: 'catalog'; readonly slice: CatalogSlice }
  | { readonly kind: 'block'; readonly block: InteractionBlock }
  | { readonly kind: 'handed-over' }

export type Failure = {
  /** Left out for what is a fault of the program. */
  readonly code?: ErrorCode
  readonly message: string
  readonly fix?: string
}

/** From the thread. To `missing` the answer is the blocks that the segments do not have, then `handed-over`. */
export type FromWorker =
  | { readonly kind: 'step'; readonly step: TrainingStep }
  | { readonly kind: 'missing'; readonly afterSeq: number }
  | { readonly kind: 'trained'; readonly model: TrainedModel }
  | { readonly kind: 'failed'; readonly failure: Failure }
