/** From the basket to an order in three steps. */
import { type ReactNode, useRef, useState } from 'react'
import { ApiError, fetchShop, toApiError } from '../../shared/api.ts'
import { totalMinor, wireLines } from '../../shared/basket-line.ts'
import { Problem } from '../../shared/problem.tsx'
import { readableId } from '../../shared/random-id.ts'
import { Link, navigate } from '../../shared/router.tsx'
import type { Customer } from '../../shared/wire.ts'
import { EmptyBasket } from './basket-page.tsx'
import { FixedLines, Sum } from './basket-sum.tsx'
import { useLines } from './basket.ts'
import { type Delivery, DeliveryForm, deliveryText } from './checkout-delivery.tsx'
import { type Details, DetailsForm, NO_DETAILS } from './checkout-details.tsx'
import { Step, type StepState } from './checkout-step.tsx'
import { keepPlaced, orderOnItsWay } from './order-kept.ts'
import { basketAddress, orderAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'
import { trackOnce, useTrackOnce } from '../track-once.ts'
import { usePageTitle } from '../use-page-title.ts'
import './basket.css'

const STEPS = ['details', 'delivery', 'review'] as const
type StepName = (typeof STEPS)[number]

const detailsOf = ({ name = '', email = '', addresses }: Customer): Details => {
  const address = addresses?.[0]
  return {
    name,
    email,
    street: address?.street ?? '',
    city: address?.city ?? '',
    postcode: address?.postalCode ?? '',
  }
}

const unreached = (orderId: string): ApiError =>
  new ApiError('NETWORK', `We cannot reach the shop, so we do not know whether order ${orderId} is in.`, {
    status: 0,
    fix: navigator.onLine
      ? 'Your basket is kept. Try again in a moment: it is counted once, however often you try.'
      : 'You are offline. Your basket is kept: try again when you are back, it is counted once.',
  })

/** Whether the shop can be reached at all, so that it is only events that something keeps from it. */
const isReachable = async (shopId: string): Promise<boolean> => {
  try {
    await fetchShop(shopId, AbortSignal.timeout(5_000))
    return true
  } catch {
    return false
  }
}

/** Places the order of the basket: once, however often it is pressed or tried. */
const usePlacing = (delivery: string) => {
  const { shopId, basket, draftOrder, placeOrder, leaveOrder, tracker } = useStore()
  const [error, setError] = useState<ApiError>()
  const [isBusy, setIsBusy] = useState(false)
  // Set before the next drawing, so that a double click finds it set.
  const isPlacing = useRef(false)
  const place = async (): Promise<void> => {
    if (isPlacing.current) return
    isPlacing.current = true
    setIsBusy(true)
    setError(undefined)
    const lines = basket.lines()
    const order = orderOnItsWay(shopId, lines, tracker.identity().customerId, () =>
      draftOrder(readableId('W')),
    )
    const orderId = order.orderId ?? ''
    const leave = (isTold: boolean): void => {
      keepPlaced(shopId, { orderId, lines, totalMinor: totalMinor(lines), delivery, isTold })
      navigate(orderAddress(shopId, orderId), { replace: true })
    }
    try {
      await placeOrder(order)
      leave(true)
    } catch (cause) {
      const problem = toApiError(cause)
      if (problem.status === 0 && (await isReachable(shopId))) {
        leaveOrder(order)
        leave(false)
        return
      }
      setError(problem.isPassing ? unreached(orderId) : problem)
      setIsBusy(false)
      isPlacing.current = false
    }
  }
  return { place, error, isBusy }
}

const saidOf = ({ name, email, street, postcode, city }: Details): string =>
  [name, email, street, `${postcode} ${city}`].filter((text) => text.trim() !== '').join(', ')

const Checkout = ({ known }: { readonly known: Details | undefined }): ReactNode => {
  const { shopId, basket, tracker, channels } = useStore()
  const lines = useLines(basket)
  const [step, setStep] = useState<StepName>('details')
  const [details, setDetails] = useState<Details>(known ?? NO_DETAILS)
  const [delivery, setDelivery] = useState<Delivery>({ way: 'post' })
  const said = deliveryText(delivery, channels.data ?? [])
  const { place, error, isBusy } = usePlacing(said)
  useTrackOnce({ kind: 'checkout-start', basket: wireLines(lines) })
  const at = STEPS.indexOf(step)
  const stateOf = (name: StepName): StepState => {
    const place = STEPS.indexOf(name)
    return place < at ? 'done' : place === at ? 'current' : 'coming'
  }
  const goOn = (from: StepName, to: StepName): void => {
    const number = STEPS.indexOf(from) + 1
    trackOnce(tracker, { kind: 'checkout-step', properties: { step: from, number } }, from)
    setStep(to)
  }
  return (
    <div className="basket">
      <div className="steps">
        <Step
          number={1}
          title="Your details"
          state={stateOf('details')}
          said={saidOf(details)}
          onChange={() => setStep('details')}
        >
          <DetailsForm
            details={details}
            {...(known !== undefined && { note: 'From your account. Change it here for this order only.' })}
            onDone={(given) => {
              setDetails(given)
              goOn('details', 'delivery')
            }}
          />
        </Step>
        <Step
          number={2}
          title="Delivery"
          state={stateOf('delivery')}
          said={said}
          onChange={() => setStep('delivery')}
        >
          <DeliveryForm
            delivery={delivery}
            onDone={(given) => {
              setDelivery(given)
              goOn('delivery', 'review')
            }}
          />
        </Step>
        <Step number={3} title="Last look" state={stateOf('review')} onChange={() => setStep('review')}>
          <FixedLines lines={lines} />
        </Step>
      </div>
      <Sum lines={lines}>
        <button
          type="button"
          className="button is-wide"
          disabled={isBusy || step !== 'review'}
          onClick={() => void place()}
        >
          {isBusy ? 'Placing the order…' : 'Place the order'}
        </button>
        <Link className="button is-quiet is-wide" href={basketAddress(shopId)}>
          Back to the basket
        </Link>
        {error !== undefined && <Problem error={error} onRetry={() => void place()} />}
      </Sum>
    </div>
  )
}

export const CheckoutPage = (): ReactNode => {
  const { basket } = useStore()
  const { identity, me } = usePerson()
  const lines = useLines(basket)
  usePageTitle('Checkout')
  if (lines.length === 0) return <EmptyBasket />
  const isComing = identity.customerId !== undefined && me.data === undefined && me.error === undefined
  return (
    <>
      <header className="page-head">
        <h1>Checkout</h1>
        <p className="muted">
          A demonstration: nothing is paid, nothing is sent, and your address stays here.
        </p>
      </header>
      {isComing ? (
        <div className="basket" aria-busy="true">
          <span className="skeleton-block" />
        </div>
      ) : (
        <Checkout key={identity.customerId ?? ''} known={me.data && detailsOf(me.data.customer)} />
      )}
    </>
  )
}
