/** Tills and who works at them: registers, associates, and how the screens of a register are laid out. */

export type Register = {
  readonly registerId: string
  /** The store it stands in. */
  readonly channel: string
  readonly title: string
  /** Left out, or gone: the layout that ships. */
  readonly layoutId?: string
}

/** As it is kept: never the PIN itself. */
export type Associate = {
  readonly associateId: string
  readonly name: string
  /** Stores they work in; left out, all. */
  readonly channels?: readonly string[]
  /** scrypt of the PIN, with its salt. */
  readonly pinHash: string
}

export const POS_SCREENS = ['product', 'transaction', 'customer'] as const
export type PosScreen = (typeof POS_SCREENS)[number]

/** `tab` puts the list behind a tab of the button grid. */
export const CONTROL_SHOWS = ['always', 'tab', 'off'] as const
export const CONTROL_SIDES = ['right', 'left', 'bottom'] as const
export const CONTROL_SIZES = ['narrow', 'wide'] as const
export const LAYOUT_ICONS = [
  'sparkle',
  'star',
  'heart',
  'tag',
  'basket',
  'gift',
  'bulb',
  'search',
  'person',
  'return',
  'card',
  'box',
] as const
export type LayoutIcon = (typeof LAYOUT_ICONS)[number]

export type RecommendationsControl = {
  readonly show: (typeof CONTROL_SHOWS)[number]
  readonly side?: (typeof CONTROL_SIDES)[number]
  readonly size?: (typeof CONTROL_SIZES)[number]
  readonly tabLabel?: string
  readonly tabIcon?: LayoutIcon
  /** Place of the tab among those of the button grid, counted from 1; left out, the last. */
  readonly position?: number
  /** Items that it shows. */
  readonly count?: number
}

export const PLAIN_BUTTONS = [
  'find-item',
  'find-customer',
  'return',
  'pay',
  'clear',
  'hold',
  'sign-out',
] as const

export type ButtonAction =
  | { readonly do: (typeof PLAIN_BUTTONS)[number] }
  | { readonly do: 'add-item'; readonly itemId: string }
  | { readonly do: 'open-screen'; readonly screen: PosScreen }
  | { readonly do: 'open-category'; readonly category: string }

export type GridButton = {
  readonly label: string
  readonly icon?: LayoutIcon
  readonly action: ButtonAction
}

/** Each is a tab of the grid. */
export type ButtonPanel = {
  readonly panelId: string
  readonly title: string
  readonly buttons: readonly GridButton[]
}

export type ButtonGrid = {
  readonly columns: number
  readonly panels: readonly ButtonPanel[]
}

export type ScreenOfLayout = {
  readonly recommendations?: RecommendationsControl
  readonly grid?: ButtonGrid
}

export type ScreenLayout = {
  readonly layoutId: string
  readonly title: string
  readonly screens: Readonly<Partial<Record<PosScreen, ScreenOfLayout>>>
}
