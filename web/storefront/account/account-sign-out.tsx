/** Signing out of every browser and device at once, after a word of what that does. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { usePerson } from '../person/person.tsx'
import { endMyTokens } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'

const Confirmation = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const { shopId, tracker } = useStore()
  const { ask, leave } = usePerson()
  const [state, setState] = useState<'asked' | 'busy' | ApiError>('asked')
  const panel = useRef<HTMLDialogElement>(null)
  useEffect(() => panel.current?.showModal(), [])
  const signOut = async (): Promise<void> => {
    setState('busy')
    try {
      // What was done until now is still theirs.
      await tracker.settle()
      await ask((headers) => endMyTokens(shopId, headers))
      leave({ text: 'You are signed out everywhere.' })
      scrollTo(0, 0)
    } catch (cause) {
      setState(toApiError(cause))
    }
  }
  return (
    <dialog ref={panel} className="panel" aria-labelledby="sign-out-heading" onClose={onClose}>
      <form method="dialog" className="panel-head">
        <h2 id="sign-out-heading">Sign out everywhere?</h2>
        <button className="icon-button" aria-label="Close">
          <Icon name="close" />
        </button>
      </form>
      <div className="sign-out-everywhere">
        <p>
          You are signed out at once, in this browser and in every other one, on all your devices. Your
          profile, orders and wish list stay; sign in again to see them.
        </p>
        {typeof state === 'object' && <Problem error={state} />}
        <p className="form-end">
          <button type="button" className="button" disabled={state === 'busy'} onClick={() => void signOut()}>
            {state === 'busy' ? 'Signing out…' : 'Sign out everywhere'}
          </button>
          <button type="button" className="button is-quiet" onClick={() => panel.current?.close()}>
            Stay signed in
          </button>
        </p>
      </div>
    </dialog>
  )
}

export const SignOutEverywhere = (): ReactNode => {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <section className="sign-out-everywhere">
      <h3>Where you are signed in</h3>
      <p className="muted">
        A device was lost, or somebody else may have used your account? Sign out of all browsers at once.
      </p>
      <p>
        <button type="button" className="button is-quiet" onClick={() => setIsAsking(true)}>
          Sign out everywhere…
        </button>
      </p>
      {isAsking && <Confirmation onClose={() => setIsAsking(false)} />}
    </section>
  )
}
