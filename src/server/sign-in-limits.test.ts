/** How often a PIN may be guessed, in numbers, and who can keep whom from signing in. */
import { expect, test } from 'vitest'
import { SignInLimits, type Try } from './sign-in-limits.ts'

const DAY_MS = 86_400_000
const MIA: Try = {
  shop: 'bakery',
  registerId: 'north-1',
  associateId: 'mia',
  pin: 1,
  deviceId: undefined,
  address: '203.0.113.7',
}
const KNOWN: Try = { ...MIA, deviceId: 'till' }

/** Tries as often as it may, for days. @returns how many PINs were looked at, day by day */
const guess = (limits: SignInLimits, tryOf: (n: number) => Try, days: number): readonly number[] => {
  const counts = Array.from({ length: days }, () => 0)
  let n = 0
  for (let now = 0; now < days * DAY_MS; ) {
    const waitMs = limits.begin(tryOf(n), now)
    if (waitMs === 0) {
      n++
      counts[Math.floor(now / DAY_MS)] = (counts[Math.floor(now / DAY_MS)] as number) + 1
    }
    now += Math.max(waitMs, 1_000)
  }
  return counts
}

test('who guesses from one address has 34 PINs on the first day, and 24 on each one after', () => {
  expect(guess(new SignInLimits(), () => MIA, 4)).toEqual([34, 24, 24, 24])
})

test('all who guess from elsewhere together have 49 PINs on the first day, and 24 on each one after', () => {
  const everywhere = (n: number): Try => ({ ...MIA, registerId: `register-${n}`, address: `address-${n}` })
  expect(guess(new SignInLimits(), everywhere, 4)).toEqual([49, 24, 24, 24])
})

test('who pauses for a day, so that all is forgotten, has no more than 26 a day', () => {
  const limits = new SignInLimits()
  const rates: number[] = []
  for (let burst = 20; burst < 40; burst++) {
    // Long after the burst before.
    const beganAt = burst * 30 * DAY_MS
    let now = beganAt
    for (let n = 0; n < burst; ) {
      const waitMs = limits.begin({ ...MIA, address: `address-${burst}-${n}` }, now)
      if (waitMs === 0) n++
      now += waitMs
    }
    rates.push(burst / ((now - beganAt) / DAY_MS + 1))
  }
  expect(Math.max(...rates)).toBeGreaterThan(25)
  expect(Math.max(...rates)).toBeLessThan(26)
})

test('at one register all from elsewhere together have as many, whosever PIN they guess', () => {
  const anybody = (n: number): Try => ({ ...MIA, associateId: `associate-${n}`, address: `address-${n}` })
  expect(guess(new SignInLimits(), anybody, 2)).toEqual([49, 24])
  const there = (n: number): Try => ({ ...KNOWN, associateId: `associate-${n}`, deviceId: `device-${n}` })
  expect(guess(new SignInLimits(), there, 2)).toEqual([49, 24])
})

test('a device that somebody signed in on has 34 PINs of theirs on the first day, and 24 on each one after', () => {
  expect(guess(new SignInLimits(), () => KNOWN, 3)).toEqual([34, 24, 24])
})

test('whatever is tried from elsewhere, the own device may try, and the other way round', () => {
  const limits = new SignInLimits()
  guess(limits, (n) => ({ ...MIA, address: `address-${n}` }), 1)
  expect(limits.begin(MIA, DAY_MS)).toBeGreaterThan(0)
  expect(limits.begin(KNOWN, DAY_MS)).toBe(0)
  const others = new SignInLimits()
  guess(others, () => KNOWN, 1)
  expect(others.begin(KNOWN, DAY_MS)).toBeGreaterThan(0)
  expect(others.begin(MIA, DAY_MS)).toBe(0)
})

test('one address that guesses does not keep another one out, until all of them have used up what they share', () => {
  const limits = new SignInLimits()
  for (let n = 0; n < 5; n++) expect(limits.begin(MIA, n)).toBe(0)
  expect(limits.begin(MIA, 5)).toBeGreaterThan(0)
  expect(limits.begin({ ...MIA, address: '203.0.113.8' }, 5)).toBe(0)
})

test('a right PIN gives the device its tries back, and others none of theirs', () => {
  const limits = new SignInLimits()
  for (let n = 0; n < 5; n++) limits.begin(KNOWN, n)
  const elsewhere = (n: number): Try => ({ ...MIA, address: `address-${n}` })
  for (let n = 0; n < 20; n++) expect(limits.begin(elsewhere(n), n)).toBe(0)
  limits.succeed(KNOWN)
  for (let n = 0; n < 5; n++) expect(limits.begin(KNOWN, 30 + n)).toBe(0)
  expect(limits.begin(elsewhere(21), 40)).toBeGreaterThan(0)
  // One of the others was right: what all the rest tried still counts.
  limits.succeed(elsewhere(0))
  expect(limits.begin(elsewhere(21), 41)).toBe(0)
  expect(limits.begin(elsewhere(22), 42)).toBeGreaterThan(0)
})

test('another PIN is tried anew', () => {
  const limits = new SignInLimits()
  for (let n = 0; n < 5; n++) limits.begin(MIA, n)
  expect(limits.begin(MIA, 5)).toBeGreaterThan(0)
  expect(limits.begin({ ...MIA, pin: 2 }, 5)).toBe(0)
})
