/** `aisle shops`: which shops there are, and new ones. */
import { Command } from 'commander'
import { parseDocument } from '../api/parse-document.ts'
import type { Shop } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { openTarget, type TargetOptions } from './target.ts'
import { report, table } from './terminal.ts'

type Common = TargetOptions & { readonly json: boolean }

/** @throws AisleError BAD_REQUEST that names what is wrong with the shop */
export const parseShop = (raw: Readonly<Record<string, unknown>>): Shop => {
  const parsed = parseDocument('shop', raw)
  if ('problem' in parsed)
    throw new AisleError('BAD_REQUEST', parsed.problem.message, {
      field: parsed.problem.field,
      fix: parsed.problem.fix,
    })
  return parsed.body as unknown as Shop
}

const listCommand = (): Command =>
  withServer(jsonCommand('list', 'list the shops')).action((options: Common) =>
    runCommand(options, async ({ settings, output }) => {
      const target = await openTarget(settings, options)
      try {
        const shops: Shop[] = []
        for (const name of await target.listShops()) {
          const shop = await target.findShop(name)
          if (shop !== undefined) shops.push(shop)
        }
        report(output, { shops }, () =>
          shops.length === 0
            ? 'There is no shop yet. Make one with `npx aisle shops create`.'
            : table([
                ['SHOP', 'TITLE', 'CURRENCY', 'TIME ZONE'],
                ...shops.map((shop) => [shop.shop, shop.title ?? '', shop.currency, shop.timeZone]),
              ]),
        )
      } finally {
        await target.close()
      }
    }),
  )

type CreateOptions = Common & {
  readonly currency: string
  readonly timeZone: string
  readonly title?: string
}

const createCommand = (): Command =>
  withServer(jsonCommand('create', 'create a shop'))
    .argument('<shop>', 'its name: a-z, 0-9, - and _')
    .requiredOption('--currency <code>', 'ISO 4217, as GBP')
    .requiredOption('--time-zone <name>', 'IANA name, as Europe/London; windows count in its days')
    .option('--title <text>', 'for people')
    .action((name: string, options: CreateOptions) =>
      runCommand(options, async ({ settings, output }) => {
        const { title, currency, timeZone } = options
        const shop = parseShop({ shop: name, currency, timeZone, ...(title !== undefined && { title }) })
        const target = await openTarget(settings, options)
        try {
          await target.createShop(shop)
          report(output, { shop }, () => `Created the shop ${name}.`)
        } finally {
          await target.close()
        }
      }),
    )

export const shopsCommand = (): Command =>
  new Command('shops')
    .description('list and create shops')
    .addCommand(listCommand())
    .addCommand(createCommand())
