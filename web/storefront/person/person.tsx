/** Who is shopping: signed in, emulated, or nobody known. What every page may ask and change of them. */
import {
  type ReactNode,
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { type Headers, toApiError } from '../../shared/api.ts'
import type { Customer } from '../../shared/wire.ts'
import { readJson, writeText } from '../../shared/safe-storage.ts'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import type { Face } from './avatar.tsx'
import { fetchMe, type Me, type MePatch, patchMe, type SignedIn } from './shopper-api.ts'
import { useStore } from '../store.tsx'
import type { Identity } from '../tracker.ts'
import { NO_WISHES, useWishes, type Wishes } from './wishes.ts'

/** Something that happened to the sign-in, to be said once. */
export type PersonNote = {
  readonly text: string
  /** The sign-in has ended: signing in again is offered. */
  readonly isEnded?: boolean
  /** Stays until it is closed. */
  readonly isKept?: boolean
}

export type Person = {
  readonly identity: Identity
  /** undefined when signed out; as it was last, until the profile has come */
  readonly face: Face | undefined
  readonly me: Resource<Me | undefined>
  /** Takes what a sign-in, a new account or an emulation answered. */
  readonly enter: (signedIn: SignedIn, note: string) => void
  readonly leave: (note: PersonNote) => void
  /** Makes a call in this person's name. When their sign-in has ended they are signed out, and the call fails. */
  readonly ask: <T>(call: (headers: Headers) => Promise<T>) => Promise<T>
  /** The same for a call for lists: in nobody's name while this browser takes none that rest on a past. */
  readonly askForLists: Person['ask']
  /** @throws ApiError */
  readonly change: (patch: MePatch) => Promise<void>
  readonly wishes: Wishes
  readonly note: PersonNote | undefined
  readonly dismissNote: () => void
  readonly isEmulating: boolean
  readonly setIsEmulating: (isEmulating: boolean) => void
}

const PersonContext = createContext<Person | undefined>(undefined)

export const usePerson = (): Person => {
  const person = useContext(PersonContext)
  if (person === undefined) throw new Error('Fault in the program: a page stands inside PersonProvider')
  return person
}

const isFace = (value: unknown): value is Face =>
  typeof value === 'object' && value !== null && 'customerId' in value && 'name' in value

const faceOf = ({ customerId, name, gender, birthYear }: Customer): Face => ({
  customerId,
  name: name ?? customerId,
  ...(gender !== undefined && { gender }),
  ...(birthYear !== undefined && { age: new Date().getFullYear() - birthYear }),
})

const ENDED = 'Your sign-in has ended, so you were signed out. Your basket is still here.'

/** Calls in the person's name, and the end of their visit when the server does not take their proof any more. */
const useAsk = (leave: Person['leave']): Person['ask'] => {
  const { tracker } = useStore()
  return useCallback(
    async (call) => {
      const headers = tracker.headers()
      try {
        return await call(headers)
      } catch (error) {
        const isRefused = toApiError(error).code.startsWith('SHOPPER_TOKEN')
        const isSame = headers['aisle-shopper'] === tracker.headers()['aisle-shopper']
        if (isRefused && isSame) leave({ text: ENDED, isEnded: true, isKept: true })
        throw error
      }
    },
    [tracker, leave],
  )
}

export const PersonProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const { shopId, tracker } = useStore()
  const identity = useSyncExternalStore(tracker.subscribe, tracker.identity)
  const [note, setNote] = useState<PersonNote>()
  const [isEmulating, setIsEmulating] = useState(false)
  const faceKey = `aisle.face.${shopId}`
  const { customerId } = identity

  const leave = useCallback(
    (told: PersonNote) => {
      tracker.reset()
      setNote(told)
    },
    [tracker],
  )
  const ask = useAsk(leave)
  const askForLists: Person['ask'] = useCallback(
    (call) => (tracker.consent().personalization ? ask(call) : call({})),
    [tracker, ask],
  )
  const key = JSON.stringify([shopId, customerId])
  const asked = useResource(key, async (signal) =>
    customerId === undefined ? undefined : ask((headers) => fetchMe(shopId, headers, signal)),
  )
  const { data, error, reload } = asked
  /** What the last change answered, until it is asked for anew. */
  const [changed, setChanged] = useState<{
    readonly key: string
    readonly since: Me | undefined
    readonly me: Me
  }>()
  const me = useMemo((): Resource<Me | undefined> => {
    const newest = changed?.key === key && changed.since === data ? changed.me : data
    return {
      reload,
      ...(newest !== undefined && { data: newest }),
      ...(error !== undefined && { error }),
    }
  }, [changed, key, data, error, reload])

  const change = useCallback(
    async (patch: MePatch) => {
      const next = await ask((headers) => patchMe(shopId, patch, headers))
      setChanged({ key, since: data, me: next })
    },
    [ask, shopId, key, data],
  )
  const wishes = useWishes({
    customerId,
    listed: me.data && (me.data.customer.wishlist ?? NO_WISHES),
    change,
  })

  const face = useMemo((): Face | undefined => {
    if (customerId === undefined) return undefined
    if (me.data !== undefined) return faceOf(me.data.customer)
    const last = readJson(faceKey, isFace)
    return last?.customerId === customerId ? last : { customerId, name: customerId }
  }, [customerId, me.data, faceKey])

  const person = useMemo(
    (): Person => ({
      identity,
      face,
      me,
      enter: ({ token, customer, isEmulated = false }, text) => {
        writeText(faceKey, JSON.stringify(faceOf(customer)))
        setIsEmulating(false)
        tracker.identify(customer.customerId, token, { isEmulated })
        setNote({ text })
      },
      leave,
      ask,
      askForLists,
      change,
      wishes,
      note,
      dismissNote: () => setNote(undefined),
      isEmulating,
      setIsEmulating,
    }),
    [identity, face, me, faceKey, tracker, leave, ask, askForLists, change, wishes, note, isEmulating],
  )
  return <PersonContext value={person}>{children}</PersonContext>
}
