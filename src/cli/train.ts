/** `aisle train`: learns from a shop's log and lets the model serve. */
import type { Command } from 'commander'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { openTarget, type TargetOptions } from './target.ts'
import { report } from './terminal.ts'

export const trainCommand = (): Command =>
  withServer(jsonCommand('train', 'train the models of a shop on its log and let them serve'))
    .requiredOption('--shop <name>', 'the shop')
    .action((options: TargetOptions & { json: boolean; shop: string }) =>
      runCommand(options, async ({ settings, output }) => {
        const target = await openTarget(settings, options)
        try {
          const startedAt = Date.now()
          const trained = await target.train(options.shop)
          const durationMs = Date.now() - startedAt
          report(
            output,
            { ...trained, durationMs },
            () =>
              `Trained ${trained.recipe} on ${trained.orderCount} orders of ${trained.itemCount} items in ${(durationMs / 1000).toFixed(1)} s: model ${trained.modelVersion} serves.`,
          )
        } finally {
          await target.close()
        }
      }),
    )
