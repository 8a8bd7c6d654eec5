import { expect, test } from 'vitest'
import { RequestMeter } from './request-meter.ts'

test('requests are counted by route, and by second over the last ten', () => {
  const meter = new RequestMeter()
  for (let second = 0; second < 100; second++) meter.add('GET /a', 10, second * 1000)
  meter.add('GET /b', 1_000, 99_500)
  const { count, perSecond, byPath, latencyMsP50 } = meter.figures(100_000)
  expect([count, perSecond]).toEqual([101, 1.1])
  expect(latencyMsP50).toBeGreaterThan(9)
  expect(latencyMsP50).toBeLessThan(11)
  expect(byPath.map((route) => [route.path, route.count])).toEqual([
    ['GET /a', 100],
    ['GET /b', 1],
  ])
  expect(meter.figures(500_000).perSecond).toBe(0)
})
