/** `aisle train`: learns from a shop's log and lets the model serve. */
import type { Command } from 'commander'
import type { CleaningCounts, VectorsRecord } from '../artifacts/model-manifest.ts'
import type { ShownModel } from '../server/model-routes.ts'
import type { TrainingStatus } from '../jobs/trainings.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { openTarget, type TargetOptions } from './target.ts'
import { interruptSignal, report } from './terminal.ts'

const count = (value: number): string => value.toLocaleString('en')

const CLEANED: Readonly<Record<keyof CleaningCounts, string>> = {
  optedOut: 'of people who opted out',
  bots: 'of machines',
  returned: 'given back',
  free: 'that cost nothing',
  giantLines: 'of giant quantities',
  giantOrders: 'in giant orders',
  repeatedViews: 'seen again at once',
  mergedLines: 'of an item its order had already',
  tooOld: 'too old for the memory',
}

const vectorsSentence = ({ name, wantedCount, knownCount, problems, failure }: VectorsRecord): string =>
  [
    `  ${name === 'text' ? 'texts' : 'pictures'}: ${count(knownCount)} of ${count(wantedCount)} items described`,
    ...Object.entries(problems).map(([problem, items]) => `${count(items)} ${problem}`),
    ...(failure === undefined ? [] : [failure]),
  ].join(', ')

const sentencesOf = (model: ShownModel, durationMs: number): string => {
  const { statistics, cleaning, recipes, drift, verdict, modelVersion } = model
  const leftOut = (Object.keys(CLEANED) as (keyof CleaningCounts)[])
    .filter((reason) => cleaning[reason] > 0)
    .map((reason) => `${count(cleaning[reason])} ${CLEANED[reason]}`)
  return [
    `Trained on ${count(statistics.actCount)} acts: ${count(statistics.orderCount)} orders, ${count(statistics.shopperCount)} shoppers, ${count(statistics.itemCount)} items, in ${(durationMs / 1000).toFixed(1)} s`,
    ...(leftOut.length === 0 ? [] : [`  left out: ${leftOut.join(', ')}`]),
    ...(model.vectors ?? []).map(vectorsSentence),
    ...recipes.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`])),
    ...recipes.map((record) => {
      if (record.state !== 'trained') return `  ${record.name}: ${record.state}, ${record.reason}`
      const { coverage, quality, lead, job } = record.check
      const figure =
        quality === undefined
          ? 'too few questions to measure it'
          : `${quality.metric}@${quality.k} ${quality.mean.toFixed(4)} (${quality.low.toFixed(4)} to ${quality.high.toFixed(4)})`
      const ahead =
        lead === undefined
          ? ''
          : `, ${lead.mean < 0 ? '' : '+'}${lead.mean.toFixed(4)} against the model that served`
      return `  ${record.name}: ${job} ${figure}${ahead}, answers ${(100 * coverage.answeredShare).toFixed(0)} % of ${count(coverage.askedCount)} questions`
    }),
    ...drift.map(
      ({ figure, before, now }) =>
        `  drifted: ${figure}, ${Number(before.toPrecision(3))} before and ${Number(now.toPrecision(3))} now`,
    ),
    ...(model.isServing
      ? [`The model ${modelVersion} serves.`]
      : [
          `The model ${modelVersion} does not serve:`,
          ...verdict.reasons.map(({ code, text }) => `  ${text} [${code}]`),
          `Let it serve all the same with \`npx aisle models publish ${modelVersion} --shop ${model.shop} --force\`.`,
        ]),
  ].join('\n')
}

/** Ends with 1 when the model was refused, so that scripts notice. */
export const trainCommand = (): Command =>
  withServer(jsonCommand('train', 'train the models of a shop on its log and let them serve'))
    .requiredOption('--shop <name>', 'the shop')
    .option('--recipes <names>', 'trained as well, joined by commas: names of docs/recipes.md, or all', '')
    .option('--force', 'let the model serve also when it does not pass its gates', false)
    .action((options: TargetOptions & { json: boolean; shop: string; force: boolean; recipes: string }) =>
      runCommand(options, async ({ settings, output }) => {
        const signal = interruptSignal()
        const target = await openTarget(settings, options)
        const bar = progressBar('Training', '', !output.isJson, () => Date.now())
        try {
          const startedAt = Date.now()
          const model = await target.train(options.shop, {
            isForced: options.force,
            recipes: options.recipes.split(',').filter((name) => name !== ''),
            signal,
            onStatus: ({ doneShare, step }: TrainingStatus) => bar.update(doneShare, 1, step),
          })
          bar.end()
          const durationMs = Date.now() - startedAt
          report(output, { ...model, durationMs }, () => sentencesOf(model, durationMs))
          return model.isServing ? 0 : 1
        } catch (error) {
          if (!signal.aborted) throw error
          bar.end()
          report(
            output,
            { isCancelled: true },
            () => 'Cancelled. What is done of it is not done again the next time.',
          )
          return 130
        } finally {
          await target.close()
        }
      }),
    )
