import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decision } from '../domain/decision.ts'
import { DecisionLog } from './decision-log.ts'

type Step = {
  readonly shop: string
  readonly visitorId: string
  readonly itemCount: number
  readonly forgets: boolean
}
const anyStep: fc.Arbitrary<Step> = fc.record({
  shop: fc.constantFrom('bakery', 'florist'),
  visitorId: fc.constantFrom('v1', 'v2', 'v3'),
  itemCount: fc.nat(6),
  forgets: fc.nat(9).map((chance) => chance === 0),
})

test('whatever comes and is forgotten, the newest that fit are there, and no others', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
      const log = new DecisionLog({ decisionsMax: 10, itemsMax: 25 })
      let kept: readonly Decision[] = []
      const ids: string[] = []
      const forgotten: [said: number, is: number][] = []
      for (const [k, { shop, visitorId, itemCount, forgets }] of steps.entries()) {
        if (forgets) {
          const left = kept.filter(
            ({ shop: of, request }) =>
              of !== shop || (request as { shopper: { visitorId: string } }).shopper.visitorId !== visitorId,
          )
          forgotten.push([log.forget(shop, (key) => key === `v:${visitorId}`), kept.length - left.length])
          kept = left
          continue
        }
        const decision: Decision = {
          recommendationId: `d${k}`,
          shop,
          decidedAt: k,
          request: { shopper: { visitorId } },
          response: { items: Array.from({ length: itemCount }, () => ({})) },
        }
        ids.push(decision.recommendationId)
        log.add(decision)
        kept = [...kept, decision].slice(-10)
        while (kept.reduce((sum, { response }) => sum + response.items.length, 0) > 25) kept = kept.slice(1)
      }
      expect(forgotten.map(([said]) => said)).toEqual(forgotten.map(([, is]) => is))
      expect(ids.map((id) => log.find(id)).filter((found) => found !== undefined)).toEqual(kept)
      for (const shop of ['bakery', 'florist'])
        expect(log.ofShop(shop)).toEqual(kept.filter((decision) => decision.shop === shop).toReversed())
    }),
  )
})

test('long requests push out others, and their memory is let go of with them', () => {
  const log = new DecisionLog({ decisionsMax: 10, itemsMax: 100 })
  const decision = (recommendationId: string, length: number): Decision => ({
    recommendationId,
    shop: 'bakery',
    decidedAt: 0,
    request: { shop: 'bakery', list: 'x'.repeat(length) },
    response: { items: [] },
  })
  log.add(decision('short', 10))
  log.add(decision('long', 60_000))
  expect(log.find('short')).toBeDefined()
  log.add(decision('longer', 90_000))
  expect([log.find('short'), log.find('long')]).toEqual([undefined, undefined])
  expect(log.find('longer')).toBeDefined()
})
