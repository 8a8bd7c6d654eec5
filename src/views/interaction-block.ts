/** Interactions as columns: what segments on disk hold, what training reads, and what the views fold in bulk. */
import { INTERACTION_KINDS, type Interaction } from '../domain/interaction.ts'
import { GrowingArray } from '../math/growing-array.ts'
import { StringIndex } from '../math/string-index.ts'

/** Row r of every column belongs together. Numbers of names point into `names`; -1 is none. */
export type InteractionBlock = {
  readonly rowCount: number
  /** Records of the log up to here are covered, also those that have no row. */
  readonly lastSeq: number
  readonly firstSeq: number
  readonly seq: Float64Array
  readonly at: Float64Array
  readonly kind: Uint8Array
  readonly shopper: Int32Array
  readonly linkedTo: Int32Array
  readonly item: Int32Array
  readonly sku: Int32Array
  readonly channel: Int32Array
  readonly group: Int32Array
  readonly quantity: Float64Array
  /** NaN when not said. */
  readonly priceMinor: Float64Array
  readonly names: {
    /** Of shoppers and of what they are linked to. */
    readonly shopper: readonly string[]
    readonly item: readonly string[]
    readonly sku: readonly string[]
    readonly channel: readonly string[]
    readonly group: readonly string[]
  }
}

const codeByKind = new Map<string, number>(INTERACTION_KINDS.map((kind, code) => [kind, code]))
export const kindCode = (kind: Interaction['kind']): number => codeByKind.get(kind) as number

const ints = (): GrowingArray<Int32Array> => new GrowingArray((n) => new Int32Array(n))
const floats = (): GrowingArray<Float64Array> => new GrowingArray((n) => new Float64Array(n))
const numberOf = (index: StringIndex, name: string | undefined): number =>
  name === undefined ? -1 : index.intern(name)

/** Takes interactions one by one and gives them back as a block. */
export class BlockBuilder {
  readonly #firstSeq: number
  readonly #seq = floats()
  readonly #at = floats()
  readonly #kind = new GrowingArray((n) => new Uint8Array(n))
  readonly #shopper = ints()
  readonly #linkedTo = ints()
  readonly #item = ints()
  readonly #sku = ints()
  readonly #channel = ints()
  readonly #group = ints()
  readonly #quantity = floats()
  readonly #priceMinor = floats()
  readonly #shoppers = new StringIndex()
  readonly #items = new StringIndex()
  readonly #skus = new StringIndex()
  readonly #channels = new StringIndex()
  readonly #groups = new StringIndex()

  /** @param firstSeq  the first record of the log that the block will cover */
  constructor(firstSeq: number) {
    this.#firstSeq = firstSeq
  }

  get rowCount(): number {
    return this.#seq.length
  }

  push(seq: number, row: Interaction): void {
    this.#seq.push(seq)
    this.#at.push(row.at)
    this.#kind.push(kindCode(row.kind))
    this.#shopper.push(numberOf(this.#shoppers, row.shopper))
    this.#linkedTo.push(numberOf(this.#shoppers, row.linkedTo))
    this.#item.push(numberOf(this.#items, row.itemId))
    this.#sku.push(numberOf(this.#skus, row.sku))
    this.#channel.push(this.#channels.intern(row.channel))
    this.#group.push(numberOf(this.#groups, row.group))
    this.#quantity.push(row.quantity)
    this.#priceMinor.push(row.priceMinor)
  }

  /** @param lastSeq  the last record of the log that was looked at, whether it had rows or not */
  build(lastSeq: number): InteractionBlock {
    return {
      rowCount: this.rowCount,
      firstSeq: this.#firstSeq,
      lastSeq,
      seq: this.#seq.view().slice(),
      at: this.#at.view().slice(),
      kind: this.#kind.view().slice(),
      shopper: this.#shopper.view().slice(),
      linkedTo: this.#linkedTo.view().slice(),
      item: this.#item.view().slice(),
      sku: this.#sku.view().slice(),
      channel: this.#channel.view().slice(),
      group: this.#group.view().slice(),
      quantity: this.#quantity.view().slice(),
      priceMinor: this.#priceMinor.view().slice(),
      names: {
        shopper: this.#shoppers.names(),
        item: this.#items.names(),
        sku: this.#skus.names(),
        channel: this.#channels.names(),
        group: this.#groups.names(),
      },
    }
  }
}
