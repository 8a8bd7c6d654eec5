/** Every screen of the web apps, as people come to it. Measured, photographed and checked from this one list. */
import {
  askWhy,
  atTill,
  chooseShopper,
  emulate,
  emulateAt,
  fillBasket,
  loseNetwork,
  openInspector,
  openTicket,
  placeOrder,
  signInAtTill,
  type Step,
} from './steps.ts'

export type Screen = {
  readonly name: string
  readonly app: 'storefront' | 'pos' | 'console'
  /** Where it is opened. */
  readonly path: string
  /** What people do from there until it shows. */
  readonly steps?: Step
  /** Shows when the screen is whole. */
  readonly shown: string
  /** False where a picture shows the window, and not the page below it. */
  readonly isWhole?: false
  /** Its picture in the README. */
  readonly tour?: string
  /** A product of a list on it, in the first paint of the path. */
  readonly list?: string
}

const TILE = '.shelf .tile:not(.is-skeleton)'
const GRID = '.grid .tile:not(.is-skeleton)'
const SUGGESTION = '.suggestion-add'
const PRODUCT = '/shop/product/kettle-1001'

const storefront = (
  name: string,
  path: string,
  shown: string,
  rest: Pick<Screen, 'steps' | 'list' | 'isWhole' | 'tour'> = {},
): Screen => ({ name, app: 'storefront', path: `/shop${path}`, shown, ...rest })

const pos = (name: string, path: string, shown: string, steps?: Step): Screen => ({
  name,
  app: 'pos',
  path,
  shown,
  ...(steps !== undefined && { steps }),
})

export const SCREENS: readonly Screen[] = [
  storefront('home', '/', TILE, { list: TILE }),
  storefront('home-emulated', '/', TILE, { steps: emulate, tour: 'home' }),
  storefront('emulate', '/', '.persona', { steps: chooseShopper, isWhole: false, tour: 'emulate' }),
  storefront('category', '/category/Kitchen', GRID, { list: GRID }),
  storefront('category-emulated', '/', GRID, { steps: emulateAt('/shop/category/Kitchen') }),
  storefront('featured', '/featured', GRID, { list: GRID }),
  storefront('product', '/product/kettle-1001', TILE, { list: TILE }),
  storefront('similar', '/similar/kettle-1001?by=looks', GRID, { list: GRID }),
  storefront('why', '/product/kettle-1001', 'dialog[open] .why-reasons', {
    steps: askWhy,
    isWhole: false,
    tour: 'why',
  }),
  storefront('search', '/search?q=lamp', GRID, { list: GRID }),
  storefront('search-empty', '/search?q=zzzz', TILE, { list: TILE }),
  storefront('basket-empty', '/basket', 'main h1'),
  storefront('basket', '/product/kettle-1001', TILE, { steps: fillBasket('/shop/basket') }),
  storefront('checkout', '/product/kettle-1001', 'form', { steps: fillBasket('/shop/checkout') }),
  storefront('order', '/', TILE, { steps: placeOrder }),
  storefront('sign-in', '/sign-in', 'form'),
  storefront('create-account', '/create-account', 'form'),
  storefront('profile', '/', 'form', { steps: emulateAt('/shop/account') }),
  storefront('orders', '/', 'main article, main li', { steps: emulateAt('/shop/account/orders') }),
  storefront('wish-list', '/', 'main h1', { steps: emulateAt('/shop/account/wish-list') }),
  storefront('consent', '/', 'main input', { steps: emulateAt('/shop/account/consent') }),
  storefront('my-data', '/', 'main button', { steps: emulateAt('/shop/account/my-data') }),
  storefront('inspector', '/product/kettle-1001', '.inspector tbody tr', {
    steps: openInspector,
    isWhole: false,
    tour: 'inspector',
  }),
  pos('sign-in', '/pos/', '.start-choices'),
  pos('transaction', '/pos/', SUGGESTION, signInAtTill),
  pos('transaction-filled', '/pos/', SUGGESTION, openTicket),
  { ...pos('transaction-offline', '/pos/', SUGGESTION, loseNetwork), tour: 'till-offline' },
  pos('product', '/pos/', SUGGESTION, atTill('/pos/product/kettle-1001')),
  pos('products', '/pos/', 'main li', atTill('/pos/products')),
  pos('customer', '/pos/', 'main h1', atTill('/pos/customer?find')),
  pos('customer-known', '/pos/', SUGGESTION, atTill('/pos/customer/customer-1001')),
  pos('return', '/pos/', 'main h1', atTill('/pos/return')),
  pos('designer', '/pos/designer', '.designer main button'),
  { name: 'overview', app: 'console', path: '/console/', shown: 'main h1' },
  { name: 'merchandising', app: 'console', path: '/console/merchandising', shown: 'main h1' },
]

/** Ways from page to page inside the storefront. */
export const TAPS = [
  { name: 'home, product', from: '/shop/', link: `${TILE} a`, to: '/product/', list: TILE },
  { name: 'home, department', from: '/shop/', link: '.department', to: '/category/', list: GRID },
  { name: 'product, basket', from: PRODUCT, link: '.basket-link', to: '/basket', list: TILE },
] as const
