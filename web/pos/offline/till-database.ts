/**
 * The database of a till in its browser: sales on their way, and the newest snapshot. It outlives reloads and power
 * cuts: a write resolves when the browser says that it is on the disk.
 */
const DATABASE = 'aisle-pos'
const VERSION = 1

export const STORES = ['sales', 'snapshots'] as const
type StoreName = (typeof STORES)[number]

let opened: Promise<IDBDatabase> | undefined

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION)
    request.addEventListener('upgradeneeded', () => {
      const { result } = request
      const sales = result.createObjectStore('sales', { keyPath: 'place', autoIncrement: true })
      sales.createIndex('id', 'id', { unique: true })
      sales.createIndex('state', ['shop', 'state'])
      result.createObjectStore('snapshots', { keyPath: 'name' })
    })
    request.addEventListener('success', () => {
      const { result } = request
      // Another tab has a newer version of the till: it must not wait for this one.
      result.addEventListener('versionchange', () => {
        result.close()
        opened = undefined
      })
      resolve(result)
    })
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('The database cannot be opened.')),
    )
    request.addEventListener('blocked', () => reject(new Error('Another tab holds an older till: close it.')))
  })

const database = (): Promise<IDBDatabase> => {
  opened ??= open().catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

/** One transaction. @returns what `work` asked for, once everything is kept */
export const within = async <T>(
  name: StoreName,
  mode: 'readonly' | 'readwrite',
  work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> => {
  const base = await database()
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(name, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(name))
    transaction.addEventListener('complete', () => resolve(request?.result))
    const fail = (): void => reject(transaction.error ?? new Error('The browser did not keep it.'))
    transaction.addEventListener('error', fail)
    transaction.addEventListener('abort', fail)
  })
}

/** Asks the browser not to clear this when the disk is full. */
export const askToKeep = async (): Promise<void> => {
  try {
    await navigator.storage.persist()
  } catch {
    // Not offered on plain http of another machine; what is kept is kept all the same.
  }
}
