/** `aisle demo`: a department store that never was, in a shop of its own. */
import type { Command } from 'commander'
import { AisleError } from '../domain/errors.ts'
import { seedDemo } from '../jobs/seed-demo.ts'
import { DEMO_SEED, startOfHour } from '../server/first-shop.ts'
import { createWorld, type WorldOptions } from '../world/world.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { openTarget } from './target.ts'
import { interruptSignal, report } from './terminal.ts'

const SIZES = ['tiny', 'small', 'demo', 'large'] as const

type Options = {
  readonly json: boolean
  readonly shop: string
  readonly size: string
  readonly seed: string
  readonly url?: string
  readonly key?: string
}

const worldOf = (options: Options): WorldOptions => {
  const size = SIZES.find((name) => name === options.size)
  const seed = Number(options.seed)
  if (size === undefined)
    throw new AisleError('BAD_REQUEST', `There is no size ${options.size}.`, {
      fix: `Choose one of ${SIZES.join(', ')}.`,
    })
  if (!Number.isSafeInteger(seed))
    throw new AisleError('BAD_REQUEST', `The seed ${options.seed} is not a whole number.`, {
      fix: 'Give a whole number.',
    })
  return { size, seed, now: startOfHour(Date.now()) }
}

export const demoCommand = (): Command =>
  withServer(jsonCommand('demo', 'make a demo shop with products, shoppers and their history'))
    .option('--shop <name>', 'the shop to make', 'demo')
    .option('--size <size>', SIZES.join(', '), 'demo')
    .option('--seed <number>', 'another seed makes another world', String(DEMO_SEED))
    .action((options: Options) =>
      runCommand(options, async ({ settings, output }) => {
        const world = createWorld(worldOf(options))
        const signal = interruptSignal()
        const target = await openTarget(settings, options)
        try {
          if ((await target.findShop(options.shop)) === undefined)
            await target.createShop({ ...world.shop, shop: options.shop })
          const bar = progressBar('Making the world', 'records', !output.isJson, () => Date.now())
          const events = await seedDemo(world, await target.sinkFor(options.shop, signal), bar.update, signal)
          bar.end()
          if (signal.aborted) return 130
          const trained = await target.train(options.shop)
          report(
            output,
            { shop: options.shop, events, ...world.counts, modelVersion: trained.modelVersion },
            () =>
              `The shop ${options.shop} has ${world.counts.itemCount} items, ${world.counts.customerCount} customers and ${events} events.`,
          )
          return 0
        } finally {
          await target.close()
        }
      }),
    )
