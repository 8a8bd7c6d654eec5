/** Where a merchandiser looks at lists and corrects them. */
import { type ReactNode, useState } from 'react'
import { Link } from '../shared/router.tsx'
import { addressOf } from '../shared/shop-address.ts'
import { WhyProvider } from '../shared/why.tsx'
import { CorrectLists } from './correct-lists.tsx'
import { HandLists } from './hand-lists.tsx'

const TABS = [
  { name: undefined, title: 'Lists and rules' },
  { name: 'by-hand', title: 'Lists by hand' },
] as const

type MerchandisingPageProps = {
  readonly shopId: string
  /** What comes after the name of the page in the address. */
  readonly part: string | undefined
}

/** What was done last, with the way back. */
export type Done = { readonly text: string; readonly undo?: (() => void) | undefined }

export const DoneNote = ({ done }: { readonly done: Done | undefined }): ReactNode => (
  <div className="merch-done" aria-live="polite" data-open={done !== undefined}>
    {done !== undefined && (
      <p>
        {done.text}{' '}
        {done.undo !== undefined && (
          <button type="button" className="text-button" onClick={done.undo}>
            Undo
          </button>
        )}
      </p>
    )}
  </div>
)

export const MerchandisingPage = ({ shopId, part }: MerchandisingPageProps): ReactNode => {
  const [done, setDone] = useState<Done>()
  const tab = TABS.find(({ name }) => name === part) ?? TABS[0]
  return (
    <>
      <div className="merch-head">
        <h1>Merchandising</h1>
        <nav aria-label="Merchandising" className="merch-tabs">
          {TABS.map(({ name, title }) => (
            <Link
              key={title}
              href={addressOf(shopId, ['console', 'merchandising', ...(name === undefined ? [] : [name])])}
              aria-current={title === tab.title ? 'page' : undefined}
              onClick={() => setDone(undefined)}
            >
              {title}
            </Link>
          ))}
        </nav>
        <DoneNote done={done} />
      </div>
      {tab.name === undefined ? (
        <WhyProvider>
          <CorrectLists shopId={shopId} onDone={setDone} />
        </WhyProvider>
      ) : (
        <HandLists shopId={shopId} onDone={setDone} />
      )}
    </>
  )
}
