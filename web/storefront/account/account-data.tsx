/** What the shop knows of a person: to see, to take along, to have erased. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { countOf, formatCount } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import { usePerson } from '../person/person.tsx'
import { type Erased, eraseMe, fetchMyData, type Me, type MyData } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'

const WORD = 'erase'

const PROFILE_NAMES: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'e-mail',
  phone: 'phone',
  gender: 'gender',
  birthYear: 'year of birth',
  addresses: 'address',
  loyalty: 'loyalty',
  attributes: 'interests',
}

const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off')

const rowsOf = (data: MyData): readonly (readonly [what: string, amount: string])[] => {
  const { consent, used, models } = data
  const fields = Object.keys(data.profile ?? {}).flatMap((name) => PROFILE_NAMES[name] ?? [])
  return [
    ['Profile', fields.join(', ') || 'nothing'],
    [
      'Consent',
      `personal lists ${onOff(consent.holds.personalization)}, remembering ${onOff(consent.holds.tracking)}`,
    ],
    ['Wish list', countOf(data.wishlist.length, 'product')],
    ['Hidden products', countOf(data.dismissed.length, 'product')],
    ['Browsers that were yours', formatCount(data.visitorIds.length)],
    ['What you did', countOf(data.events.length, 'entry', 'entries')],
    ['Orders and returns among it', formatCount(data.orders.length)],
    [
      'What your lists read now',
      `${countOf(used.bought.length, 'product')} you bought, ${countOf(used.recent.length, 'recent step')}`,
    ],
    ['Lists made for you', formatCount(data.decisions.length)],
    [
      'Models',
      models.mayLearn
        ? models.keepsShoppers
          ? 'learn from what you did, under no name'
          : 'learn from sums of what many did, you among them'
        : 'do not learn from you',
    ],
  ]
}

const Summary = ({ data }: { readonly data: MyData }): ReactNode => (
  <dl className="facts data-facts">
    {rowsOf(data).map(([what, amount]) => (
      <div key={what}>
        <dt>{what}</dt>
        <dd>{amount}</dd>
      </div>
    ))}
  </dl>
)

/** Hands the browser a file. */
const download = (name: string, data: MyData): void => {
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

const DAY_TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })

const erasedText = ({ erased, retrainingAt }: Erased): string =>
  [
    erased === undefined
      ? 'You are being erased; nothing of you is found any more.'
      : `You are erased: ${countOf(erased.events, 'entry', 'entries')} lost your name, and ${countOf(erased.documents, 'state')} of your profile, ${countOf(erased.visitors, 'browser')} and ${countOf(erased.decisions, 'list')} made for you are gone.`,
    ...(retrainingAt === null ? [] : [`By ${DAY_TIME.format(retrainingAt)} models have forgotten you too.`]),
    'You are signed out.',
  ].join(' ')

const Erase = ({ me }: { readonly me: Me }): ReactNode => {
  const { shopId } = useStore()
  const { ask, leave } = usePerson()
  const [typed, setTyped] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const isTyped = typed.trim().toLowerCase() === WORD
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isTyped) return
    setIsBusy(true)
    setError(undefined)
    try {
      const erased = await ask((headers) => eraseMe(shopId, headers))
      leave({ text: erasedText(erased), isKept: true })
      scrollTo(0, 0)
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <form className="erase" onSubmit={(event) => void submit(event)}>
      <h3>Erase me</h3>
      <p>
        {me.customer.name ?? 'Your account'}, and everything kept of you, goes for good: profile, wish list,
        what was looked at and bought, and what models learned from it. It cannot be undone.
      </p>
      <label className="field">
        Type “{WORD}” to confirm
        <input
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {error !== undefined && <Problem error={error} />}
      <button className="button is-danger" disabled={!isTyped || isBusy}>
        {isBusy ? 'Erasing…' : 'Erase everything'}
      </button>
    </form>
  )
}

export const MyDataSection = ({ me }: { readonly me: Me }): ReactNode => {
  const { shopId } = useStore()
  const { ask } = usePerson()
  const { customerId } = me.customer
  const { data, error, reload } = useResource(JSON.stringify([shopId, customerId]), (signal) =>
    ask((headers) => fetchMyData(shopId, headers, signal)),
  )
  return (
    <>
      <h2>My data</h2>
      <p className="muted">All that this shop knows of you. The file has every word of it.</p>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {data === undefined ? (
        error === undefined && <span className="skeleton-block" aria-busy="true" />
      ) : (
        <>
          <Summary data={data} />
          <p>
            <button
              type="button"
              className="button is-quiet"
              onClick={() => download(`my-data-${shopId}.json`, data)}
            >
              Download as a file
            </button>
          </p>
        </>
      )}
      {me.isEmulated ? (
        <p className="note">Who acts as a shopper can see what is kept of them, and cannot erase them.</p>
      ) : (
        <Erase me={me} />
      )}
    </>
  )
}
