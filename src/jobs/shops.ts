/** The shops of this process: opened once, then kept in step. */
import type { Shop } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { isShopId, type ShopId } from '../domain/ids.ts'
import type { SegmentFolder } from '../artifacts/segment-folder.ts'
import type { Store } from '../stores/ports.ts'
import { logIdOf, type OpenProgress, ShopRuntime } from './shop-runtime.ts'

export type ShopsDeps = {
  readonly store: Store
  readonly now: () => number
  /** Where a shop's segments are; undefined keeps none. */
  readonly segmentsOf: (shop: ShopId, logId: string) => SegmentFolder | undefined
}

const alreadyThere = (shop: ShopId): AisleError =>
  new AisleError('BAD_REQUEST', `There is a shop ${shop} already.`, {
    field: '/shop',
    fix: 'Change it with PATCH /api/v1/shops, or take another name.',
  })

export class Shops {
  readonly #deps: ShopsDeps
  readonly #opening = new Map<ShopId, Promise<ShopRuntime>>()
  readonly #open = new Map<ShopId, ShopRuntime>()
  readonly #creating = new Set<ShopId>()

  constructor(deps: ShopsDeps) {
    this.#deps = deps
  }

  /** Opens every shop that the store has. */
  async openAll(progress?: (shop: ShopId, doneSeq: number, headSeq: number) => void): Promise<void> {
    for (const shop of await this.#deps.store.listShops())
      await this.open(shop, (done, head) => progress?.(shop, done, head))
  }

  opened(): readonly ShopRuntime[] {
    return [...this.#open.values()]
  }

  /** @throws AisleError SHOP_UNKNOWN */
  get(shop: string): ShopRuntime {
    const runtime = this.#open.get(shop as ShopId)
    if (runtime !== undefined) return runtime
    throw new AisleError('SHOP_UNKNOWN', `There is no shop ${JSON.stringify(shop.slice(0, 80))}.`, {
      field: '/shop',
    })
  }

  has(shop: string): boolean {
    return this.#open.has(shop as ShopId)
  }

  /** @throws AisleError BAD_REQUEST when the shop exists or the name cannot be one */
  async create(shop: Shop): Promise<ShopRuntime> {
    if (!isShopId(shop.shop))
      throw new AisleError('BAD_REQUEST', `${JSON.stringify(shop.shop)} cannot be the name of a shop.`, {
        field: '/shop',
        fix: 'Use up to 63 of a-z, 0-9, - and _, beginning with a letter or a digit.',
      })
    if (this.#creating.has(shop.shop)) throw alreadyThere(shop.shop)
    this.#creating.add(shop.shop)
    try {
      return await this.#createNew(shop.shop, shop)
    } finally {
      this.#creating.delete(shop.shop)
    }
  }

  async #createNew(id: ShopId, shop: Shop): Promise<ShopRuntime> {
    if (this.has(id) || (await this.#deps.store.readDocument(id, 'shop', id)) !== undefined)
      throw alreadyThere(id)
    const body = JSON.stringify(shop)
    await this.#deps.store.append(id, [{ op: 'put', kind: 'shop', id, body }], this.#deps.now())
    return this.open(id)
  }

  /** Reads on what other processes logged, in every shop, and opens the shops that they made. */
  async catchUp(): Promise<void> {
    for (const shop of await this.#deps.store.listShops()) await (await this.open(shop)).follow()
  }

  async settle(): Promise<void> {
    for (const runtime of this.#open.values()) await runtime.settle()
  }

  async #read(shop: ShopId, progress: OpenProgress | undefined): Promise<ShopRuntime> {
    const { store, segmentsOf } = this.#deps
    return ShopRuntime.open(store, shop, segmentsOf(shop, await logIdOf(store, shop)), progress)
  }

  /** Reads the shop into memory, once. @throws AisleError SHOP_UNKNOWN */
  async open(shop: ShopId, progress?: OpenProgress): Promise<ShopRuntime> {
    let opening = this.#opening.get(shop)
    if (opening === undefined) {
      opening = this.#read(shop, progress)
      this.#opening.set(shop, opening)
    }
    try {
      const runtime = await opening
      this.#open.set(shop, runtime)
      return runtime
    } catch (error) {
      this.#opening.delete(shop)
      throw error
    }
  }
}
