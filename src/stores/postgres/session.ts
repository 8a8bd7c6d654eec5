/** A database and the calls to it, in their order. */
import { Pool, type PoolClient, type QueryConfig, types } from 'pg'
import { AisleError } from '../../domain/errors.ts'
import { CallQueue, type CommitGroup } from './call-queue.ts'
import { addressOf, isRefusal, postgresFault } from './faults.ts'
import { checkServer, migrate } from './schema.ts'
import { type Write, writeTogether } from './writes.ts'

export type PostgresStoreOptions = {
  /** `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; parameters as `?sslmode=verify-full` are those of the `pg` package */
  readonly url: string
  /** Connections at most; 8 unless told. */
  readonly poolMax?: number
}

const CONNECTION_TIMEOUT_MS = 10_000
const GROUP_RECORDS_MAX = 8_192

const INT8_OID = 20

const connectPool = ({ url, poolMax = 8 }: PostgresStoreOptions): Pool => {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'aisle',
    types: {
      // Numbers of ours stay far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8_OID ? Number : types.getTypeParser(oid, format as 'text'),
    },
  })
  // An idle connection that ends is not in use by anybody: the pool makes another when one is needed.
  pool.on('error', () => {})
  return pool
}

/** Runs with a connection of its own; a failed one leaves no transaction behind. */
const withClient = async <T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  const note = (error: Error): void => {
    broken = error
  }
  // Without a listener, a connection that ends between two statements would end the process.
  client.on('error', note)
  try {
    return await run(client)
  } catch (error) {
    await client.query('ROLLBACK').catch(note)
    throw error
  } finally {
    client.off('error', note)
    client.release(broken)
  }
}

export type Session = {
  readonly schemaVersion: number
  /** Commits, alone or with other writes that wait. */
  readonly write: (write: Write, weight: number) => Promise<unknown>
  readonly select: <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>
  /** The same with every row as an array. */
  readonly selectArrays: <Row>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>
  /** Why the last write failed; undefined when it did not. */
  readonly writeProblem: () => string | undefined
  readonly close: () => Promise<void>
}

/** Writes to the pool's database, groups of them in a transaction each. */
const openQueue = (
  pool: Pool,
  address: string,
): { queue: CallQueue<Write>; writeProblem: () => string | undefined } => {
  let writeProblem: string | undefined
  /** All or nothing first; when the server refuses that, one by one, so that a call fails for its own fault only. */
  const commitGroup: CommitGroup<Write> = async (writes) => {
    try {
      const values = await withClient(pool, (client) => writeTogether(client, writes))
      writeProblem = undefined
      return values.map((value) => ({ status: 'fulfilled', value }))
    } catch (error) {
      if (writes.length > 1 && isRefusal(error)) {
        const outcomes: PromiseSettledResult<unknown>[] = []
        for (const write of writes) outcomes.push(...(await commitGroup([write])))
        return outcomes
      }
      const reason = postgresFault(error, address)
      if (reason instanceof AisleError) writeProblem = reason.message
      return writes.map(() => ({ status: 'rejected', reason }))
    }
  }
  return { queue: new CallQueue(commitGroup, GROUP_RECORDS_MAX), writeProblem: () => writeProblem }
}

/** Connects, and brings the database to the newest version. Errors are those of `openPostgresStore`. */
export const openSession = async (options: PostgresStoreOptions): Promise<Session> => {
  const address = addressOf(options.url)
  const pool = connectPool(options)
  const prepare = async (client: PoolClient): Promise<number> => {
    await checkServer(client, address)
    return migrate(client, address)
  }
  const schemaVersion = await withClient(pool, prepare).catch(async (error: unknown) => {
    await pool.end()
    throw postgresFault(error, address)
  })
  const { queue, writeProblem } = openQueue(pool, address)

  let closing: Promise<void> | undefined
  const refuseWhenClosed = (): void => {
    if (closing !== undefined)
      throw new AisleError('STORE_BROKEN', `The store on ${address} is closed.`, {
        fix: 'Start the program again.',
      })
  }
  const query = async <Row>(config: QueryConfig): Promise<readonly Row[]> => {
    refuseWhenClosed()
    try {
      return await queue.read(async () => (await pool.query(config)).rows as Row[])
    } catch (error) {
      throw postgresFault(error, address)
    }
  }
  return {
    schemaVersion,
    write: async (write, weight) => {
      refuseWhenClosed()
      return queue.write(write, weight)
    },
    select: (text, values = []) => query({ text, values: [...values] }),
    selectArrays: (text, values) => query({ text, values: [...values], rowMode: 'array' } as QueryConfig),
    writeProblem,
    close: () => {
      closing ??= queue.drained().then(() => pool.end())
      return closing
    },
  }
}
