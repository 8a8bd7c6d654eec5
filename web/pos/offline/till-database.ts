/**
 * Databases of a till in its browser. They outlive reloads and power cuts: a write resolves when the browser says that it
 * is on the disk.
 */

type DatabaseOptions = {
  readonly name: string
  readonly version: number
  /** Whether a write waits for the disk, and not only for the operating system. */
  readonly durability: 'strict' | 'relaxed'
  readonly create: (base: IDBDatabase) => void
}

/** One transaction. @returns what `work` asked for, once everything is kept */
type Within<N extends string> = <T>(
  name: N,
  mode: 'readonly' | 'readwrite',
  work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
) => Promise<T | undefined>

/** Opened when it is first asked, and again when another tab has closed it. */
export const databaseOf = <N extends string>({
  name: databaseName,
  version,
  durability,
  create,
}: DatabaseOptions): Within<N> => {
  let opened: Promise<IDBDatabase> | undefined
  const open = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(databaseName, version)
      request.addEventListener('upgradeneeded', () => create(request.result))
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
      request.addEventListener('blocked', () =>
        reject(new Error('Another tab holds an older till: close it.')),
      )
    })
  const database = (): Promise<IDBDatabase> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  return async (name, mode, work) => {
    const base = await database()
    return new Promise((resolve, reject) => {
      const transaction = base.transaction(name, mode, { durability })
      const request = work(transaction.objectStore(name))
      transaction.addEventListener('complete', () => resolve(request?.result))
      const fail = (): void => reject(transaction.error ?? new Error('The browser did not keep it.'))
      transaction.addEventListener('error', fail)
      transaction.addEventListener('abort', fail)
    })
  }
}

/** Sales on their way, and the newest snapshot. */
export const within = databaseOf<'sales' | 'snapshots'>({
  name: 'aisle-pos',
  version: 1,
  durability: 'strict',
  create: (base) => {
    const sales = base.createObjectStore('sales', { keyPath: 'place', autoIncrement: true })
    sales.createIndex('id', 'id', { unique: true })
    sales.createIndex('state', ['shop', 'state'])
    base.createObjectStore('snapshots', { keyPath: 'name' })
  },
})

/** Asks the browser not to clear this when the disk is full. */
export const askToKeep = async (): Promise<void> => {
  try {
    await navigator.storage.persist()
  } catch {
    // Not offered on plain http of another machine; what is kept is kept all the same.
  }
}
