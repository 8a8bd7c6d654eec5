/** What else to do with a product than buy it: wish for it, share it, look for others like it. */
import { type ReactNode, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Link } from '../../shared/router.tsx'
import type { Item } from '../../shared/wire.ts'
import { similarAddress } from '../page-address.ts'
import { useStore } from '../store.tsx'
import { WishButton } from '../person/wish-button.tsx'

type Share = 'shared' | 'copied' | 'refused'

/** By the sheet of the device, else the address goes to the clipboard. */
const share = async (title: string): Promise<Share> => {
  const url = location.href
  try {
    if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ title, url })
      return 'shared'
    }
    await navigator.clipboard.writeText(url)
    return 'copied'
  } catch {
    return 'refused'
  }
}

const SAID: Readonly<Record<Share, string>> = { shared: 'Shared', copied: 'Link copied', refused: 'Share' }

const ShareButton = ({ item }: { readonly item: Item }): ReactNode => {
  const { tracker } = useStore()
  const [how, setHow] = useState<Share>('refused')
  const act = async (): Promise<void> => {
    const done = await share(item.title ?? item.itemId)
    setHow(done)
    if (done !== 'refused')
      tracker.track({ kind: 'product-share', itemId: item.itemId, properties: { how: done } })
  }
  return (
    <button type="button" className="button is-quiet" onClick={() => void act()}>
      <Icon name="share" />
      <span aria-live="polite">{SAID[how]}</span>
    </button>
  )
}

export const ProductActions = ({ item }: { readonly item: Item }): ReactNode => {
  const { shopId } = useStore()
  return (
    <div className="product-actions">
      <WishButton item={item} isLabelled />
      <ShareButton item={item} />
      <Link className="button is-quiet" href={similarAddress(shopId, item.itemId, 'looks')}>
        <Icon name="eye" /> Shop similar looks
      </Link>
      <Link className="button is-quiet" href={similarAddress(shopId, item.itemId, 'description')}>
        <Icon name="text" /> Shop similar description
      </Link>
    </div>
  )
}
