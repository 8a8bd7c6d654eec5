/** Tills: who may sign in, and what a register may do. */
import { expect, test } from 'vitest'
import { bearer, MIA, NORTH_1, OWNER, openBakery } from './bakery.test-support.ts'

const { app, ask, clock, put, remove, signIn, signInFrom } = await openBakery()

test('a till shows its registers and who may sign in there to anybody, and no PIN', async () => {
  const { status, body } = await ask('GET', '/api/v1/pos/registers?shop=bakery', undefined, {
    from: '203.0.113.7',
  })
  expect(status).toBe(200)
  expect(body.registers).toEqual([
    {
      ...NORTH_1,
      channelTitle: 'North Street',
      associates: [
        { associateId: 'jo', name: 'Jo Park' },
        { associateId: 'mia', name: 'Mia Ward' },
      ],
    },
    {
      registerId: 'south-1',
      channel: 'south',
      channelTitle: 'south',
      title: 'Till',
      associates: [{ associateId: 'jo', name: 'Jo Park' }],
    },
  ])
})

test('a PIN is nowhere: not in answers, not in the log, not among what was refused', async () => {
  const answers = [
    await ask('GET', '/api/v1/associates?shop=bakery', undefined, OWNER),
    await ask('GET', '/api/v1/pos/registers?shop=bakery'),
    await put('associates', 'associates', { ...MIA, pin: '90001', extra: 1 }, { ...MIA, pin: '90001x' }),
    await ask('GET', '/api/v1/events/rejects?shop=bakery', undefined, OWNER),
  ]
  expect(answers[2]?.body).toMatchObject({ accepted: 0, rejected: 2 })
  const log = await app.engine.store.readLog(app.engine.shops.get('bakery').shop, 0, 1_000)
  const text = JSON.stringify([answers.map(({ body }) => body), log])
  for (const secret of ['4711', '90001', '88888888']) expect(text.includes(secret)).toBe(false)
  expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('pinHash')
  expect(JSON.stringify(log)).toContain('scrypt$')
})

test('a new associate needs a PIN; written again without one, the PIN stays', async () => {
  expect((await put('associates', 'associates', { associateId: 'new', name: 'N' })).body.results).toEqual([
    expect.objectContaining({ status: 'rejected', field: '/pin', fix: 'Send 4 to 8 digits.' }),
  ])
  expect((await put('associates', 'associates', MIA)).body).toMatchObject({ accepted: 0, duplicates: 1 })
  const { pin: _, ...withoutPin } = MIA
  await put('associates', 'associates', { ...withoutPin, name: 'Mia Wardle' })
  const { body } = await signIn()
  expect(body.associate).toEqual({ associateId: 'mia', name: 'Mia Wardle' })
})

test('who has signed in gets a token for the shift, the register and its screens', async () => {
  const { status, body } = await signIn()
  expect(status).toBe(200)
  expect(body).toMatchObject({
    expiresAt: clock.now + 12 * 3_600_000,
    register: NORTH_1,
    associate: { associateId: 'mia', name: 'Mia Ward' },
    layout: { layoutId: 'standard' },
  })
  const till = await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(body.token))
  const { token: _, deviceToken: __, ...session } = body
  expect(till.body).toEqual(session)
  clock.now += 12 * 3_600_000
  const late = await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(body.token))
  expect([late.status, late.body.error]).toEqual([
    401,
    expect.objectContaining({ code: 'SIGNED_OUT', fix: expect.stringContaining('Sign in') }),
  ])
})

test.each([
  ['a wrong PIN', { pin: '4712' }],
  ['an associate who is not there', { associateId: 'nobody' }],
  ['an associate of another store', { registerId: 'south-1' }],
])('%s is refused and says what to do', async (_, rest) => {
  const { status, body } = await signIn(rest)
  expect([status, body.error]).toEqual([
    401,
    expect.objectContaining({
      code: 'SIGN_IN_REFUSED',
      fix: expect.stringContaining('type your PIN again'),
    }),
  ])
})

test('a register that is not there is told as such', async () => {
  const { status, body } = await signIn({ registerId: 'none' })
  expect([status, body.error.code, body.error.field]).toEqual([404, 'REGISTER_UNKNOWN', '/registerId'])
})

test('after five wrong PINs one waits, longer each time, also with the right one and when all are sent at once', async () => {
  const all = await Promise.all(Array.from({ length: 9 }, () => signIn({ pin: '0000' })))
  expect(all.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429])
  const right = await signIn()
  expect([right.status, right.headers['retry-after'], right.body.error.code]).toEqual([
    429,
    '30',
    'RATE_LIMITED',
  ])
  clock.now += 30_000
  expect((await signIn({ pin: '0000' })).status).toBe(401)
  expect((await signIn()).headers['retry-after']).toBe('60')
  expect((await signIn({ associateId: 'jo', pin: '88888888' })).status).toBe(200)
  clock.now += 60_000
  expect((await signIn()).status).toBe(200)
  expect((await signIn({ pin: '0000' })).status).toBe(401)
})

test('who guesses elsewhere keeps nobody from signing in on the device where they have signed in before', async () => {
  const { deviceToken } = (await signIn()).body
  const elsewhere = (from: string, rest: object = {}) => signInFrom(from, { pin: '0000', ...rest })
  for (let n = 0; n < 20; n++) await elsewhere(`203.0.113.${n}`)
  expect((await elsewhere('203.0.113.99')).status).toBe(429)
  expect((await signIn()).status).toBe(429)
  const mine = await signIn({ deviceToken })
  expect(mine.status).toBe(200)
  // The device stays the same one, and what is tried on it is counted there.
  for (let n = 0; n < 5; n++) expect((await signIn({ deviceToken, pin: '0000' })).status).toBe(401)
  for (const token of [deviceToken, mine.body.deviceToken])
    expect((await signIn({ deviceToken: token })).status).toBe(429)
  clock.now += 30_000
  expect((await signIn({ deviceToken })).status).toBe(200)
})

test('the token of a device opens nothing, and counts for one associate at one register for 90 days', async () => {
  const { token, deviceToken } = (await signIn()).body
  const jos = (await signIn({ associateId: 'jo', pin: '88888888' })).body.deviceToken
  expect(
    (await ask('GET', '/api/v1/items?shop=bakery', undefined, bearer(deviceToken))).body.error.code,
  ).toBe('UNAUTHORIZED')
  const south = { registerId: 'south-1', associateId: 'jo', pin: '88888888' }
  for (let n = 0; n < 5; n++) await signIn({ pin: '0000' })
  for (let n = 0; n < 5; n++) await signIn({ ...south, pin: '0000' })
  for (const other of [token, jos, `${deviceToken}x`, '', 'x'.repeat(4_096)])
    expect((await signIn({ deviceToken: other })).status).toBe(429)
  expect((await signIn({ ...south, deviceToken: jos })).status).toBe(429)
  expect((await signIn({ deviceToken: 'x'.repeat(4_097) })).status).toBe(400)
  expect((await signIn({ deviceToken: 17 })).status).toBe(400)
  expect((await signIn({ deviceToken })).status).toBe(200)
  clock.now += 90 * 86_400_000
  for (let n = 0; n < 5; n++) await signIn({ pin: '0000' })
  expect((await signIn({ deviceToken })).status).toBe(429)
})

test('another PIN lets somebody in at once who was kept waiting', async () => {
  for (let n = 0; n < 5; n++) await signIn({ pin: '0000' })
  expect((await signIn()).status).toBe(429)
  await put('associates', 'associates', { ...MIA, pin: '5555' })
  expect((await signIn({ pin: '5555' })).status).toBe(200)
})

const MAY: readonly (readonly [string, (token: string) => ReturnType<typeof ask>])[] = [
  [
    'find customers',
    (token) => ask('GET', '/api/v1/customers?shop=bakery&query=so', undefined, bearer(token)),
  ],
  ['read one', (token) => ask('GET', '/api/v1/customers/c-1?shop=bakery', undefined, bearer(token))],
  [
    'read lists of a customer',
    (token) =>
      ask(
        'POST',
        '/api/v1/recommendations',
        { shop: 'bakery', placement: 'pos.customer', shopper: { customerId: 'c-1' } },
        bearer(token),
      ),
  ],
  ['read the catalog', (token) => ask('GET', '/api/v1/items?shop=bakery', undefined, bearer(token))],
  [
    'send sales',
    (token) =>
      ask(
        'POST',
        '/api/v1/events',
        {
          shop: 'bakery',
          events: [{ kind: 'order', channel: 'north', lines: [{ itemId: 'rye', quantity: 1 }] }],
        },
        bearer(token),
      ),
  ],
]
const MAY_NOT: readonly (readonly [string, (token: string) => ReturnType<typeof ask>])[] = [
  [
    'put items',
    (token) => ask('PUT', '/api/v1/items', { shop: 'bakery', items: [{ itemId: 'x' }] }, bearer(token)),
  ],
  [
    'put layouts',
    (token) => ask('DELETE', '/api/v1/screen-layouts', { shop: 'bakery', ids: ['x'] }, bearer(token)),
  ],
  ['read associates', (token) => ask('GET', '/api/v1/associates?shop=bakery', undefined, bearer(token))],
  ['read keys', (token) => ask('GET', '/api/v1/keys?shop=bakery', undefined, bearer(token))],
  [
    'ask how lists are made',
    (token) =>
      ask(
        'POST',
        '/api/v1/recommendations',
        { shop: 'bakery', list: 'best-selling', explain: true },
        bearer(token),
      ),
  ],
]

test('a register may what a till needs, and nothing that changes the shop', async () => {
  const { token } = (await signIn()).body
  for (const [what, call] of MAY) expect([what, (await call(token)).status]).toEqual([what, 200])
  for (const [what, call] of MAY_NOT)
    expect([what, (await call(token)).body.error?.code]).toEqual([what, 'FORBIDDEN'])
  const list = await MAY[2]?.[1](token)
  expect(list?.body.fallback?.cause).not.toBe('CUSTOMER_NOT_PROVEN')
})

test.each([
  ['the register is deleted', () => remove('registers', 'north-1')],
  ['the associate is deleted', () => remove('associates', 'mia')],
  ['the PIN is changed', () => put('associates', 'associates', { ...MIA, pin: '5555' })],
  [
    'the associate moves to another store',
    () => put('associates', 'associates', { ...MIA, channels: ['south'] }),
  ],
])('when %s, the token is no longer good', async (_, change) => {
  const { token } = (await signIn()).body
  await change()
  for (const [what, call] of MAY)
    expect([what, (await call(token)).body.error]).toEqual([
      what,
      expect.objectContaining({ code: 'SIGNED_OUT' }),
    ])
})

test.each([
  ['register', () => remove('registers', 'north-1'), () => put('registers', 'registers', NORTH_1)],
  ['associate', () => remove('associates', 'mia'), () => put('associates', 'associates', MIA)],
])(
  'when the %s is deleted and put again as it was, the token from before is no longer good',
  async (_, gone, back) => {
    const { token } = (await signIn()).body
    for (let round = 0; round < 2; round++) {
      await gone()
      await back()
      const { body } = await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(token))
      expect(body.error.code).toBe('SIGNED_OUT')
    }
    const again = (await signIn()).body.token
    expect((await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(again))).status).toBe(200)
  },
)

test('a token that somebody made up, or of another shop, is none', async () => {
  const { token } = (await signIn()).body
  const [header, payload, signature] = String(token).split('.')
  const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp * 2 })).toString('base64url')
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  for (const made of [
    `${header}.${forged}.${signature}`,
    `${unsigned}.${payload}.`,
    `${header}.${payload}.x`,
  ])
    expect((await ask('GET', '/api/v1/items?shop=bakery', undefined, bearer(made))).body.error.code).toBe(
      'UNAUTHORIZED',
    )
  await app.createShop('other')
  expect((await ask('GET', '/api/v1/items?shop=other', undefined, bearer(token))).body.error.code).toBe(
    'SIGNED_OUT',
  )
})

test.each([
  ['øren', []],
  ['so', ['c-1']],
  ['sør änn', ['c-1']],
  ['AENNE@', ['c-1']],
  ['l-900', ['c-1']],
  ['c-1', ['c-1']],
  ['030 123 4567', ['c-1']],
  ['+49301234567', ['c-1']],
  ['123', []],
  ['@example', []],
])('who looks for %j finds %j', async (query, found) => {
  const { body } = await ask(
    'GET',
    `/api/v1/customers?shop=bakery&query=${encodeURIComponent(query)}`,
    undefined,
    OWNER,
  )
  expect(body.customers.map(({ customerId }: { customerId: string }) => customerId)).toEqual(found)
})

test('customers are not given away: two signs at least, few at a time, and none to browsers', async () => {
  for (const query of ['', 'a', '%20%20', '++'])
    expect((await ask('GET', `/api/v1/customers?shop=bakery&query=${query}`, undefined, OWNER)).status).toBe(
      400,
    )
  expect((await ask('GET', '/api/v1/customers?shop=bakery&query=so&limit=51', undefined, OWNER)).status).toBe(
    400,
  )
  const browser = await ask('GET', '/api/v1/customers?shop=bakery&query=so', undefined, bearer('browser-key'))
  expect([browser.status, browser.body.error.code]).toEqual([403, 'FORBIDDEN'])
})
