import type { ReactNode } from 'react'
import type { LayoutIcon } from '../../../src/domain/point-of-sale.ts'

const PATHS: Readonly<Record<LayoutIcon, string>> = {
  sparkle: 'M12 3.5 13.8 10 20.5 12 13.8 14 12 20.5 10.2 14 3.5 12 10.2 10Z',
  star: 'm12 3.8 2.5 5.3 5.8.7-4.3 4 1.2 5.8-5.2-2.9-5.2 2.9L8 13.8l-4.3-4 5.8-.7Z',
  heart: 'M12 20C6 15.8 3.5 12.6 3.5 9.2A4.4 4.4 0 0 1 12 7.4a4.4 4.4 0 0 1 8.5 1.8c0 3.4-2.5 6.6-8.5 10.8Z',
  tag: 'M4 4h8l8.5 8.5-8 8L4 12V4Zm4.2 4.2v.1',
  basket: 'M5 8h14l-1.2 11.2a1 1 0 0 1-1 .8H7.2a1 1 0 0 1-1-.8L5 8Zm4 3V7a3 3 0 0 1 6 0v4',
  gift: 'M4.5 9h15v3h-15ZM6 12v8h12v-8M12 9v11M12 9c-5 0-5-5-2.3-5C11.5 4 12 7 12 9Zm0 0c5 0 5-5 2.3-5C12.5 4 12 7 12 9Z',
  bulb: 'M9 17a6.3 6.3 0 1 1 6 0v2H9Zm.5 4h5',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.5 4.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.500c.8-3.6 3.8-5.5 7.5-5.500s6.7 1.9 7.5 5.5',
  return: 'M9 5 4 10l5 5M4.5 10H14a5.5 5.5 0 0 1 0 11h-3',
  card: 'M3.5 6h17v12h-17Zm0 4h17M7 15h4',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4Zm0 0 8 4 8-4M12 12v8',
}

/** A sign of a layout's button or tab; the label beside it says what it is. */
export const LayoutIconSign = ({ name }: { readonly name: LayoutIcon }): ReactNode => (
  <svg className="icon" width={24} height={24} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path
      d={PATHS[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
