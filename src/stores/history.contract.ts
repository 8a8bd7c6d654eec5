/** What every store must do with the history of a document. Part of `store.contract.ts`. */
import { expect, test } from 'vitest'
import type { ShopId } from '../domain/ids.ts'
import type { DocumentKind, LogRecord, NewRecord } from '../domain/record.ts'
import type { Store } from './ports.ts'

export const readWholeHistory = async (
  store: Store,
  shop: ShopId,
  kind: DocumentKind,
  id: string,
  pageLength: number,
): Promise<readonly LogRecord[]> => {
  const found: LogRecord[] = []
  for (;;) {
    const page = await store.readHistory(shop, kind, id, pageLength, found.at(-1)?.seq)
    found.push(...page)
    if (page.length < pageLength) return found
  }
}

const change = (op: 'put' | 'patch' | 'delete', body = '', id = 'bread'): NewRecord => ({
  op,
  kind: 'item',
  id,
  body,
})

/** @param storeOf  the store at the time of the test: other tests open it anew */
export const testHistory = (storeOf: () => Store, newShop: () => ShopId): void => {
  test('the history of a document has its changes only, newest first, and goes on before a seq', async () => {
    const [shop, other, store] = [newShop(), newShop(), storeOf()]
    const beside: readonly NewRecord[] = [
      { op: 'event', kind: 'event', id: 'bread', body: '{}' },
      { op: 'put', kind: 'channel', id: 'bread', body: '{}' },
      change('put', '{}', 'jam'),
    ]
    await store.append(other, [change('put', '{"of":"another shop"}')], 1)
    await store.append(shop, [change('put', '{"a":1}'), ...beside], 2)
    await store.append(shop, [change('patch', '{"b":2}'), change('delete'), change('put', '{"c":3}')], 3)
    const [newest, deleted, patched, first] = [
      { ...change('put', '{"c":3}'), seq: 7, loggedAt: 3 },
      { ...change('delete'), seq: 6, loggedAt: 3 },
      { ...change('patch', '{"b":2}'), seq: 5, loggedAt: 3 },
      { ...change('put', '{"a":1}'), seq: 1, loggedAt: 2 },
    ]
    const history = (limitCount: number, beforeSeq?: number) =>
      store.readHistory(shop, 'item', 'bread', limitCount, beforeSeq)
    expect(await history(10)).toEqual([newest, deleted, patched, first])
    expect(await history(2)).toEqual([newest, deleted])
    expect(await history(2, 6)).toEqual([patched, first])
    expect(await history(2, 1)).toEqual([])
    expect(await history(10, 2 ** 40)).toHaveLength(4)
    expect(await store.readHistory(shop, 'item', 'oat', 10)).toEqual([])
  })
}
