import { type ReactNode, useState } from 'react'
import { fetchChannels, fetchShop } from '../shared/api.ts'
import { Problem } from '../shared/problem.tsx'
import { useAddress } from '../shared/router.tsx'
import { readText, remove, writeText } from '../shared/safe-storage.ts'
import { shopOf } from '../shared/shop-address.ts'
import { useResource } from '../shared/use-resource.ts'
import type { Channel } from '../shared/wire.ts'
import { Till } from './till.tsx'

type StorePickerProps = { readonly stores: readonly Channel[]; readonly onPick: (channelId: string) => void }

const StorePicker = ({ stores, onPick }: StorePickerProps): ReactNode => (
  <main className="store-picker">
    <h1>Which store is this?</h1>
    {stores.length === 0 ? (
      <p className="note">This shop has no channel of kind “store”. Send one with PUT /api/v1/channels.</p>
    ) : (
      <ul>
        {stores.map(({ channelId, title }) => (
          <li key={channelId}>
            <button type="button" className="store-button" onClick={() => onPick(channelId)}>
              {title ?? channelId}
            </button>
          </li>
        ))}
      </ul>
    )}
  </main>
)

/** The till of one store. Which store it is stays with the device. */
export const App = (): ReactNode => {
  const shopId = shopOf(useAddress().search)
  const storeName = `aisle.pos.store.${shopId}`
  const [storeId, setStoreId] = useState(() => readText(storeName))
  const { data, error, reload } = useResource(shopId, async (signal) => {
    const [shop, channels] = await Promise.all([fetchShop(shopId, signal), fetchChannels(shopId, signal)])
    return { shop, stores: channels.filter(({ kind }) => kind === 'store') }
  })
  if (data === undefined)
    return error === undefined ? (
      <main className="store-picker" aria-busy="true" />
    ) : (
      <main className="store-picker">
        <h1>The till cannot start</h1>
        <Problem error={error} onRetry={reload} />
      </main>
    )
  const store = data.stores.find(({ channelId }) => channelId === storeId)
  if (store === undefined)
    return (
      <StorePicker
        stores={data.stores}
        onPick={(channelId) => {
          writeText(storeName, channelId)
          setStoreId(channelId)
        }}
      />
    )
  return (
    <Till
      key={store.channelId}
      shop={data.shop}
      store={store}
      onLeave={() => {
        remove(storeName)
        setStoreId(undefined)
      }}
    />
  )
}
