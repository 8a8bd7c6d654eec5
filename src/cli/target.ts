/** Where a command's records go: the store of the data folder, or the server that holds it. */
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../artifacts/write-whole.ts'
import type { Settings } from '../config/settings.ts'
import type { Shop } from '../domain/catalog.ts'
import type { Decision } from '../domain/decision.ts'
import { AisleError, ERROR_CODES, type ErrorCode } from '../domain/errors.ts'
import { isShopId, type ShopId } from '../domain/ids.ts'
import { createHttpSink } from '../jobs/http-sink.ts'
import type { CursorStore } from '../jobs/import-cursor.ts'
import type { Sink } from '../jobs/sink.ts'
import { listKeys, type MadeKey, makeKey, revokeKey, type ShownKey } from '../server/api-keys.ts'
import { openEngine } from '../server/engine.ts'
import type { KeyRole } from '../views/shop-view.ts'
import { ADDRESS_FILE } from '../server/serve.ts'
import { findDecision } from './find-decision.ts'
import { localModels, type ModelTarget, remoteModels } from './model-target.ts'
import { localPeople, type PeopleTarget, remotePeople } from './people-target.ts'

export type Target = ModelTarget &
  PeopleTarget & {
    /** For people: a path or an address. */
    readonly name: string
    readonly listShops: () => Promise<readonly string[]>
    /** Undefined when there is no such shop. */
    readonly findShop: (shop: string) => Promise<Shop | undefined>
    readonly createShop: (shop: Shop) => Promise<void>
    /** @throws AisleError DECISION_UNKNOWN */
    readonly findDecision: (recommendationId: string) => Promise<Decision>
    readonly sinkFor: (shop: string, signal?: AbortSignal) => Promise<Sink>
    /** Where an import of that file into that shop stands. */
    readonly cursorFor: (shop: string, file: string) => CursorStore
    readonly makeKey: (
      shop: string,
      wanted: { readonly role: KeyRole; readonly label?: string },
    ) => Promise<MadeKey>
    readonly listKeys: (shop: string) => Promise<readonly ShownKey[]>
    readonly revokeKey: (shop: string, keyId: string) => Promise<void>
    readonly close: () => Promise<void>
  }

const shopId = (shop: string): ShopId => {
  if (isShopId(shop)) return shop
  throw new AisleError('BAD_REQUEST', `${JSON.stringify(shop)} cannot be the name of a shop.`, {
    fix: 'Use up to 63 of a-z, 0-9, - and _, beginning with a letter or a digit.',
  })
}

const noteOf = (file: string): string =>
  `import/${createHash('sha256').update(file).digest('hex').slice(0, 16)}`

const openLocal = async (settings: Settings): Promise<Target> => {
  const engine = await openEngine(settings)
  const { store, shops, ingest, now, newId, close } = engine
  return {
    name: settings.databaseUrl === '' ? settings.dataFolder : 'the database',
    listShops: () => store.listShops(),
    findShop: async (shop) => {
      const document = await store.readDocument(shopId(shop), 'shop', shop)
      return document?.body === undefined ? undefined : (JSON.parse(document.body) as Shop)
    },
    createShop: async (shop) => {
      await shops.create(shop)
    },
    findDecision: (recommendationId) => findDecision(settings, recommendationId),
    sinkFor: async (shop) => ingest.sinkFor(await shops.open(shopId(shop)), 'import'),
    cursorFor: (shop, file) => ({
      read: () => store.readNote(shopId(shop), noteOf(file)),
      write: (text) => store.writeNote(shopId(shop), noteOf(file), text),
    }),
    ...localModels(engine, (shop) => shops.open(shopId(shop))),
    ...localPeople(engine, settings, (shop) => shops.open(shopId(shop))),
    makeKey: async (shop, wanted) =>
      makeKey(ingest, await shops.open(shopId(shop)), { ...wanted, keyId: newId(), now: now() }),
    listKeys: async (shop) => listKeys(await shops.open(shopId(shop))),
    revokeKey: async (shop, keyId) => revokeKey(ingest, await shops.open(shopId(shop)), keyId),
    close,
  }
}

const openRemote = (url: string, settings: Settings, key: string | undefined): Target => {
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new AisleError('NOT_READY', `The server at ${url} does not answer.`, {
        fix: 'Start it, or correct `--url`.',
        cause,
      })
    })
  const read = async (response: Response): Promise<unknown> => {
    const answer = (await response.json().catch((cause: unknown) => {
      throw new AisleError('NOT_READY', `${url} answered ${response.status}, and not as this program does.`, {
        fix: 'Correct `--url`: it must be the address that the server printed.',
        cause,
      })
    })) as { error?: { code: string; message: string; fix: string; field?: string } }
    if (answer.error === undefined) return answer
    const { code, message, fix, field } = answer.error
    const known = (ERROR_CODES as readonly string[]).includes(code) ? (code as ErrorCode) : 'BAD_REQUEST'
    throw new AisleError(known, message, { fix, ...(field !== undefined && { field }) })
  }
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    read(await ask(method, path, body))
  /** What is too large to be held. */
  const stream = async (path: string): Promise<AsyncIterable<Uint8Array>> => {
    const response = await ask('GET', path)
    if (!response.ok || response.body === null) await read(response)
    return response.body as unknown as AsyncIterable<Uint8Array>
  }
  return {
    name: url,
    listShops: async () =>
      ((await call('GET', '/health/ready')) as { shops?: readonly string[] }).shops ?? [],
    findShop: async (shop) => {
      try {
        return (await call('GET', `/api/v1/shops/${shopId(shop)}`)) as Shop
      } catch (error) {
        if (error instanceof AisleError && error.code === 'SHOP_UNKNOWN') return undefined
        throw error
      }
    },
    createShop: async (shop) => {
      await call('PUT', '/api/v1/shops', shop)
    },
    findDecision: async (recommendationId) =>
      (await call('GET', `/api/v1/decisions/${encodeURIComponent(recommendationId)}`)) as Decision,
    sinkFor: async (shop, signal) =>
      createHttpSink({
        url,
        shop,
        ...(key !== undefined && { key }),
        ...(signal !== undefined && { signal }),
      }),
    cursorFor: (shop, file) => {
      const path = join(
        settings.dataFolder,
        'imports',
        shopId(shop),
        `${noteOf(`${url} ${file}`).replace('/', '-')}.json`,
      )
      return {
        read: () => readFile(path, 'utf8').catch(() => undefined),
        write: (text) => (text === undefined ? rm(path, { force: true }) : writeWhole(path, text)),
      }
    },
    ...remoteModels(call),
    ...remotePeople(call, stream),
    makeKey: async (shop, wanted) => (await call('POST', '/api/v1/keys', { shop, ...wanted })) as MadeKey,
    listKeys: async (shop) =>
      ((await call('GET', `/api/v1/keys?shop=${shopId(shop)}`)) as { keys: readonly ShownKey[] }).keys,
    revokeKey: async (shop, keyId) => {
      await call('DELETE', '/api/v1/keys', { shop, keyId })
    },
    close: async () => {},
  }
}

export type RunningServer = { readonly url: string; readonly ownerToken: string }

/** The server of the data folder, if one is running: one that knows the secret that is written there. */
export const runningServer = async (settings: Settings): Promise<RunningServer | undefined> => {
  try {
    const server = JSON.parse(
      await readFile(join(settings.dataFolder, ADDRESS_FILE), 'utf8'),
    ) as RunningServer
    const answer = await fetch(`${server.url}/health/live`, {
      headers: { authorization: `Bearer ${server.ownerToken}` },
    })
    return ((await answer.json()) as { isOwner?: boolean }).isOwner === true ? server : undefined
  } catch {
    return undefined
  }
}

export type TargetOptions = { readonly url?: string; readonly key?: string }

/**
 * The server at `url`; else the store of the data folder; else, when a server holds that store, that server.
 *
 * @throws AisleError STORE_BUSY when another process that is no server holds it
 */
export const openTarget = async (settings: Settings, { url, key }: TargetOptions): Promise<Target> => {
  if (url !== undefined) return openRemote(url.replace(/\/+$/, ''), settings, key)
  const running = await runningServer(settings)
  return running === undefined
    ? openLocal(settings)
    : openRemote(running.url, settings, key ?? running.ownerToken)
}
