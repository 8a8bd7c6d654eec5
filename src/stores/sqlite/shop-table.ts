/** Shops by a small number, which every other table starts with. */
import type { DatabaseSync } from 'node:sqlite'

export type ShopTable = {
  /** undefined for a shop that never wrote anything. */
  readonly find: (shop: string) => number | undefined
  /** The shop's number, given now if it is new. */
  readonly obtain: (shop: string) => number
}

export const openShopTable = (database: DatabaseSync): ShopTable => {
  const select = database.prepare('SELECT shop_no FROM shops WHERE shop = ?')
  const insert = database.prepare('INSERT INTO shops (shop) VALUES (?)')
  const find = (shop: string): number | undefined => select.get(shop)?.['shop_no'] as number | undefined
  return { find, obtain: (shop) => find(shop) ?? Number(insert.run(shop).lastInsertRowid) }
}
