/** Every error this project raises on purpose. `docs/errors.md` lists the same codes; a test compares them. */
const ERRORS = {
  BAD_REQUEST: { status: 400, fix: 'See the API reference at /api/reference for the shape of this request.' },
  BAD_JSON: { status: 400, fix: 'Send a JSON body that parses, encoded as UTF-8.' },
  UNAUTHORIZED: {
    status: 401,
    fix: 'Send a key in the header `Authorization: Bearer …`. Make one with `npx aisle keys create --shop SHOP`.',
  },
  SHOPPER_TOKEN_INVALID: {
    status: 401,
    fix: 'Get a new one: the backend of the shop makes it with POST /api/v1/shopper-tokens.',
  },
  SHOPPER_TOKEN_EXPIRED: {
    status: 401,
    fix: 'Get a new one: the backend of the shop makes it with POST /api/v1/shopper-tokens.',
  },
  SHOPPER_MISMATCH: {
    status: 403,
    fix: 'Leave the customer out, or send the shopper token of that customer.',
  },
  SIGN_IN_REFUSED: {
    status: 401,
    fix: 'Choose your name and type your PIN again; a manager can put a new PIN with PUT /api/v1/associates.',
  },
  SIGNED_OUT: {
    status: 401,
    fix: 'Sign in at the register again with POST /api/v1/pos/sign-in.',
  },
  FORBIDDEN: {
    status: 403,
    fix: 'Use a key of role `server`; browser keys may only send events and read lists and the catalog.',
  },
  HOST_NOT_ALLOWED: { status: 403, fix: 'Open the shop under the address that `npm start` printed.' },
  NOT_FOUND: { status: 404, fix: 'See the API reference at /api/reference for the paths that exist.' },
  SHOP_UNKNOWN: {
    status: 404,
    fix: 'List the shops with `npx aisle shops list`, or create one with `npx aisle shops create`.',
  },
  ITEM_UNKNOWN: { status: 404, fix: 'Send the item with PUT /api/v1/items first.' },
  CUSTOMER_UNKNOWN: { status: 404, fix: 'Send the customer with PUT /api/v1/customers first.' },
  ORDER_UNKNOWN: {
    status: 404,
    fix: 'Check the number; older orders are found with the customer, by GET /api/v1/me/orders.',
  },
  REGISTER_UNKNOWN: {
    status: 404,
    fix: 'Choose one that GET /api/v1/pos/registers gives, or put it with PUT /api/v1/registers.',
  },
  DECISION_UNKNOWN: { status: 404, fix: 'Decisions are kept for a limited time; ask for the list again.' },
  ERASURE_UNKNOWN: { status: 404, fix: 'POST /api/v1/customers/erase answers with the id of the erasure.' },
  MODEL_UNKNOWN: {
    status: 404,
    fix: 'List the models that are kept with `npx aisle models list --shop SHOP`.',
  },
  TRAINING_UNKNOWN: {
    status: 404,
    fix: 'Trainings are remembered until the server stops; the models that came of them are at GET /api/v1/models.',
  },
  FILTER_UNKNOWN: { status: 404, fix: 'Put the filter with PUT /api/v1/filters first.' },
  LIST_UNKNOWN: { status: 404, fix: 'Ask GET /api/v1/lists for the lists that exist.' },
  DEMO_ONLY: {
    status: 404,
    fix: 'This is for demo shops. In your own shop, your backend makes tokens with POST /api/v1/shopper-tokens.',
  },
  EMAIL_TAKEN: { status: 409, fix: 'Sign in with it, or take another address.' },
  IN_USE: { status: 409, fix: 'Change or delete what names it first.' },
  MODEL_REFUSED: { status: 409, fix: 'Look at the reasons; `force` lets the model serve all the same.' },
  TRAINING_CANCELLED: {
    status: 409,
    fix: 'Start it again when it suits: what was done of it is not done twice.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    fix: 'Send less in one request: at most 10 MB and 1,000 events, and 1 MB to ask for a list.',
  },
  CONTENT_TYPE: { status: 415, fix: 'Send `Content-Type: application/json`.' },
  QUEUE_FULL: {
    status: 429,
    fix: 'Wait for the seconds in `Retry-After`, then send the same events again; their ids make that harmless.',
  },
  RATE_LIMITED: { status: 429, fix: 'Wait for the seconds in `Retry-After`.' },
  STORE_FULL: {
    status: 507,
    fix: 'Free disk space in the data folder, then send the same records again; nothing of this request was kept.',
  },
  STORE_BUSY: {
    status: 503,
    fix: 'Another process holds this data folder. Stop it, or give this command the address of the running server with `--url`.',
  },
  STORE_BROKEN: { status: 503, fix: 'Run `npx aisle doctor` to see what is wrong with the store.' },
  STORE_NEWER: {
    status: 503,
    fix: 'The store was written by a newer version of this program: update the program.',
  },
  FILE_UNREADABLE: { status: 400, fix: 'Check the path, the permissions and the format of the file.' },
  MAPPING_INVALID: { status: 400, fix: 'See docs/importing.md for the mapping file.' },
  SETTING_INVALID: { status: 400, fix: 'See docs/settings.md for the settings and their ranges.' },
  MODEL_CORRUPT: {
    status: 503,
    fix: 'Run `npx aisle train` to build the model again; the lists that need no model go on.',
  },
  TRAINING_FAILED: {
    status: 500,
    fix: 'The model before it goes on serving. The message says what went wrong.',
  },
  NOT_READY: { status: 503, fix: 'The server is still reading its log; ask /health/ready again.' },
  INTERNAL: {
    status: 500,
    fix: 'This is a fault of the program. The log line with this request id says more.',
  },
} as const satisfies Record<string, { status: number; fix: string }>

export type ErrorCode = keyof typeof ERRORS
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[]
export const errorRow = (code: ErrorCode): { readonly status: number; readonly fix: string } => ERRORS[code]

/** An expected failure: a stable code for programs, a sentence and a remedy for people. */
export class AisleError extends Error {
  override readonly name = 'AisleError'
  readonly code: ErrorCode
  readonly status: number
  readonly fix: string
  /** The field of the request that is wrong, as a JSON pointer, when one is. */
  readonly field: string | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { field?: string; fix?: string } = {},
  ) {
    super(message, options)
    this.code = code
    this.status = ERRORS[code].status
    this.fix = options.fix ?? ERRORS[code].fix
    this.field = options.field
  }
}

/** For what must hold whatever the input: a failure is a fault of this program. */
export function assert(condition: unknown, whatMustHold: string): asserts condition {
  if (!condition) throw new Error(`Fault in the program: ${whatMustHold}`)
}
