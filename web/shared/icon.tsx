import type { ReactNode } from 'react'

const PATHS = {
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.5 4.5',
  basket: 'M5 8h14l-1.2 11.2a1 1 0 0 1-1 .8H7.2a1 1 0 0 1-1-.8L5 8Zm4 3V7a3 3 0 0 1 6 0v4',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 7.2v5.3M12 7.6v.2',
  close: 'm6 6 12 12M18 6 6 18',
  left: 'm14.5 5-7 7 7 7',
  right: 'm9.5 5 7 7-7 7',
  up: 'm5 14.5 7-7 7 7',
  down: 'm5 9.5 7 7 7-7',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  check: 'm5 12.5 4.5 4.5L19 7',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
  menu: 'M4 7h16M4 12h16M4 17h16',
  star: 'm12 4 2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9 12 4Z',
  heart: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z',
  mask: 'M4 6.5c2.6-.9 5.3-1.3 8-1.3s5.4.4 8 1.3c.4 6-1.9 12.3-8 12.3S3.6 12.5 4 6.5Zm4 4.8c.8-.7 1.9-.7 2.7 0m2.6 0c.8-.7 1.9-.7 2.7 0m-7 3.7c1.3 1.2 4.7 1.2 6 0',
  shuffle:
    'M4 7h3.5c4 0 5 10 9 10H20m-2.5-2.5L20 17l-2.5 2.5M4 17h3.5c1.6 0 2.7-1.6 3.6-3.5M13 10.4C13.9 8.5 15 7 16.5 7H20m-2.5-2.5L20 7l-2.5 2.5',
  leave: 'M14 8V5.5a1 1 0 0 0-1-1H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V16m-4-4h10m-3-3 3 3-3 3',
  box: 'm4 8 8-4 8 4v8.5L12 20.5l-8-4V8Zm0 0 8 4m0 0 8-4m-8 4v8.5',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.9 7.6 7 9 4.1-1.4 7-4.7 7-9V6l-7-2.5Z',
  share: 'M12 15V4m0 0L8.2 7.8M12 4l3.8 3.8M6.5 11H5.3v9h13.4v-9h-1.2',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  text: 'M4 6.5h16M4 11h16M4 15.5h10',
  filter: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.8v4.4M8.5 14.8v4.4',
  copy: 'M9 8.5h10v11.5H9V8.5Zm0 7H5V4h10v4.5',
  signal: 'M4 19h2M9 19v-5M14 19V9M19 19V4',
  trash: 'M5 7h14M10 7V4.5h4V7m-7.5 0 .8 12.5h9.4L17.5 7M10.3 11v5M13.7 11v5',
} as const

/** A drawn sign; what it means is said by the control that holds it. */
export const Icon = ({
  name,
  size = 20,
}: {
  readonly name: keyof typeof PATHS
  readonly size?: number
}): ReactNode => (
  <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
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
