/** Pages by address, with the history of the browser. */
import { type AnchorHTMLAttributes, type MouseEvent, type ReactNode, useSyncExternalStore } from 'react'
import { newEntry } from './history-entry.ts'

const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}

/** Goes to an address of this app. */
export const navigate = (href: string, options: { readonly replace?: boolean } = {}): void => {
  if (options.replace === true) history.replaceState(newEntry(), '', href)
  else history.pushState(newEntry(), '', href)
  tell()
  scrollTo(0, 0)
}

export type Address = { readonly pathname: string; readonly search: string }

/** The address of the page, as it changes. */
export const useAddress = (): Address => {
  const href = useSyncExternalStore(subscribe, () => location.pathname + location.search)
  const { pathname, search } = new URL(href, location.origin)
  return { pathname, search }
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly href: string
  readonly children: ReactNode
}

/** A link within the app: a plain click changes the page without loading it; every other click is the browser's. */
export const Link = ({ href, onClick, children, ...rest }: LinkProps): ReactNode => (
  <a
    {...rest}
    href={href}
    onClick={(event) => {
      onClick?.(event)
      if (event.defaultPrevented || !isPlainClick(event)) return
      event.preventDefault()
      navigate(href)
    }}
  >
    {children}
  </a>
)
