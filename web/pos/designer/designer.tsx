/** The screen layout designer: where the list of recommendations stands on the screens of registers. */
import { type ReactNode, useState } from 'react'
import type { ScreenLayout } from '../../../src/domain/point-of-sale.ts'
import { type ApiError, fetchChannels, fetchList, fetchShop, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { addressOf } from '../../shared/shop-address.ts'
import { useResource } from '../../shared/use-resource.ts'
import type { Shop } from '../../shared/wire.ts'
import { DesignerForm } from './designer-form.tsx'
import { DesignerPreview } from './designer-preview.tsx'
import {
  deleteLayout,
  fetchAllRegisters,
  fetchLayouts,
  type Register,
  saveLayout,
  saveRegisters,
  type ShownLayout,
} from './layout-api.ts'
import { copyOf, layoutIdFor, movedTo, withControl } from './layout-draft.ts'
import { screenOf } from '../screen-of-layout.ts'
import './designer.css'

const SAMPLE_COUNT = 24

type Draft = {
  readonly layout: ScreenLayout
  /** Registers that have it. */
  readonly registerIds: readonly string[]
}

const layoutIdOf = ({ layoutId = 'standard' }: Register): string => layoutId

const draftOf = ({ isShipped: _, ...layout }: ShownLayout, registers: readonly Register[]): Draft => ({
  layout,
  registerIds: registers
    .filter((each) => layoutIdOf(each) === layout.layoutId)
    .map(({ registerId }) => registerId),
})

const isSame = (a: Draft, b: Draft): boolean =>
  JSON.stringify([a.layout, a.registerIds.toSorted()]) ===
  JSON.stringify([b.layout, b.registerIds.toSorted()])

/** Tells tills of this browser at once; others ask every few seconds. */
const tellTills = (): void => {
  if (typeof BroadcastChannel === 'undefined') return
  const news = new BroadcastChannel('aisle-pos-layout')
  news.postMessage('saved')
  news.close()
}

type RegisterListProps = {
  readonly registers: readonly Register[]
  readonly titles: ReadonlyMap<string, string>
  readonly chosen: readonly string[]
  readonly onChange: (registerIds: readonly string[]) => void
}

const RegisterList = ({ registers, titles, chosen, onChange }: RegisterListProps): ReactNode => (
  <fieldset className="design-registers">
    <legend>Registers with this layout</legend>
    {registers.map(({ registerId, channel, title }) => (
      <label className="check" key={registerId}>
        <input
          type="checkbox"
          checked={chosen.includes(registerId)}
          onChange={() =>
            onChange(
              chosen.includes(registerId)
                ? chosen.filter((id) => id !== registerId)
                : [...chosen, registerId],
            )
          }
        />
        {titles.get(channel) ?? channel}, {title}
      </label>
    ))}
    {registers.length === 0 && <p className="muted">No register is set up yet.</p>}
  </fieldset>
)

type DesignBoardProps = {
  readonly shop: Shop
  readonly titles: ReadonlyMap<string, string>
  readonly layouts: readonly ShownLayout[]
  readonly registers: readonly Register[]
  readonly onSaved: () => void
}

const DesignBoard = ({ shop, titles, layouts, registers, onSaved }: DesignBoardProps): ReactNode => {
  const [chosenId, setChosenId] = useState(layouts[0]?.layoutId ?? '')
  const [changed, setChanged] = useState<Draft>()
  const [error, setError] = useState<ApiError>()
  const [said, setSaid] = useState('')
  const sample = useResource(shop.shop, (signal) =>
    fetchList({ shop: shop.shop, list: 'best-selling', limit: SAMPLE_COUNT }, signal),
  )
  const stored = layouts.find(({ layoutId }) => layoutId === chosenId) ?? layouts[0]
  if (stored === undefined) return null
  const before = draftOf(stored, registers)
  const draft = changed ?? before
  const isChanged = !isSame(draft, before)
  const choose = (layoutId: string): void => {
    setChosenId(layoutId)
    setChanged(undefined)
    setError(undefined)
    setSaid('')
  }
  const change = (next: Partial<Draft>): void => {
    setSaid('')
    setChanged({ ...draft, ...next })
  }
  const run = async (work: () => Promise<void>, words: string): Promise<void> => {
    setError(undefined)
    try {
      await work()
      onSaved()
      tellTills()
      setSaid(words)
    } catch (cause) {
      setError(toApiError(cause))
    }
  }
  /** Those that gain it, and those that lose it and have the standard again. */
  const movedRegisters = (): readonly Register[] =>
    registers.flatMap((register) => {
      const { layoutId: _, ...rest } = register
      const isChosen = draft.registerIds.includes(register.registerId)
      const had = layoutIdOf(register) === draft.layout.layoutId
      if (isChosen && !had) return [{ ...rest, layoutId: draft.layout.layoutId }]
      return !isChosen && had ? [rest] : []
    })
  const save = () =>
    run(async () => {
      await saveLayout(shop.shop, draft.layout)
      await saveRegisters(shop.shop, movedRegisters())
      setChanged(undefined)
    }, 'Saved. The registers show it now.')
  const add = () => {
    const title = `${draft.layout.title}, copy`
    const layoutId = layoutIdFor(
      title,
      layouts.map(({ layoutId: id }) => id),
    )
    return run(async () => {
      await saveLayout(shop.shop, copyOf(draft.layout, layoutId, title))
      choose(layoutId)
    }, 'Copied.')
  }
  const remove = () =>
    run(async () => {
      await deleteLayout(shop.shop, draft.layout.layoutId)
      choose(layouts[0]?.layoutId ?? '')
    }, 'Deleted.')
  const { control } = screenOf(draft.layout, 'transaction')
  return (
    <div className="design">
      <form
        className="design-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label className="field">
          Layout
          <select value={stored.layoutId} onChange={(event) => choose(event.target.value)}>
            {layouts.map(({ layoutId, title }) => (
              <option key={layoutId} value={layoutId}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          Title
          <input
            required
            value={draft.layout.title}
            maxLength={256}
            onChange={(event) => change({ layout: { ...draft.layout, title: event.target.value } })}
          />
        </label>
        <DesignerForm layout={draft.layout} onChange={(layout) => change({ layout })} />
        <RegisterList
          registers={registers}
          titles={titles}
          chosen={draft.registerIds}
          onChange={(registerIds) => change({ registerIds })}
        />
        {error !== undefined && <Problem error={error} />}
        <div className="design-buttons">
          <button className="button" disabled={!isChanged}>
            Save
          </button>
          <button type="button" className="button is-quiet" onClick={() => void add()}>
            Copy as a new layout
          </button>
          {!stored.isShipped && (
            <button type="button" className="button is-quiet" onClick={() => void remove()}>
              Delete
            </button>
          )}
        </div>
        <output className="muted">{isChanged ? 'Not saved yet.' : said}&nbsp;</output>
      </form>
      <section className="design-preview" aria-label="Preview">
        <h2>Preview</h2>
        <p className="muted">Drag the recommendations to where they should stand.</p>
        <DesignerPreview
          layout={draft.layout}
          entries={sample.data?.items ?? []}
          currency={shop.currency}
          onPlace={(place) =>
            change({ layout: withControl(draft.layout, 'transaction', movedTo(control, place)) })
          }
        />
      </section>
    </div>
  )
}

/** @returns the layouts, the registers, and what stores are called */
const useDesign = (shopId: string) =>
  useResource(
    shopId,
    async (signal) => {
      const [shop, channels, layouts, registers] = await Promise.all([
        fetchShop(shopId, signal),
        fetchChannels(shopId, signal),
        fetchLayouts(shopId, signal),
        fetchAllRegisters(shopId, signal),
      ])
      const titles = new Map(channels.map(({ channelId, title }) => [channelId, title ?? channelId]))
      return { shop, titles, layouts, registers }
    },
    { keepsPrevious: true },
  )

export const Designer = ({ shopId }: { readonly shopId: string }): ReactNode => {
  const { data, error, reload } = useDesign(shopId)
  return (
    <div className="designer">
      <header>
        <h1>Screen layouts</h1>
        <a className="button is-quiet" href={addressOf(shopId, ['pos'])}>
          To the till
        </a>
      </header>
      <main>
        {error !== undefined && <Problem error={error} onRetry={reload} />}
        {data !== undefined && <DesignBoard {...data} onSaved={reload} />}
      </main>
    </div>
  )
}
