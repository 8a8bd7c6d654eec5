/** `aisle models`: what was trained, and which of it serves. */
import { Command } from 'commander'
import { AisleError } from '../domain/errors.ts'
import type { ShownModel } from '../server/model-routes.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { openTarget, type Target, type TargetOptions } from './target.ts'
import { type Output, report, table } from './terminal.ts'

type Options = TargetOptions & { readonly json: boolean; readonly shop: string }

const runWithTarget = (
  options: Options,
  work: (target: Target, output: Output) => Promise<void>,
): Promise<void> =>
  runCommand(options, async ({ settings, output }) => {
    const target = await openTarget(settings, options)
    try {
      await work(target, output)
    } finally {
      await target.close()
    }
  })

const ofShop = (name: string, summary: string): Command =>
  withServer(jsonCommand(name, summary)).requiredOption('--shop <name>', 'the shop')

const stateOf = ({ isServing, verdict }: ShownModel): string =>
  isServing
    ? 'serves'
    : verdict.isAccepted
      ? 'kept'
      : `refused: ${verdict.reasons.map(({ code }) => code).join(', ')}`

const tableOf = (models: readonly ShownModel[]): string =>
  table([
    ['MODEL', 'TRAINED', 'ACTS', 'ITEMS', 'RECIPES', 'STATE'],
    ...models.map((model) => [
      model.modelVersion,
      new Date(model.trainedAt).toISOString(),
      model.statistics.actCount,
      model.statistics.itemCount,
      model.recipes.filter(({ state }) => state === 'trained').length,
      stateOf(model),
    ]),
  ])

const unreadableSentence = (versions: readonly string[], shop: string): string =>
  `Damaged, or of another version of the program, and cannot be read: ${versions.join(', ')}. Build a new one with \`npx aisle train --shop ${shop}\`.`

const listCommand = (): Command =>
  ofShop('list', 'the models of a shop that are kept, newest first').action((options: Options) =>
    runWithTarget(options, async (target, output) => {
      const models = await target.listModels(options.shop)
      const unreadable = await target.unreadableModels(options.shop)
      report(
        output,
        { models, unreadable },
        () =>
          [
            ...(models.length > 0 ? [tableOf(models)] : []),
            ...(unreadable.length > 0 ? [unreadableSentence(unreadable, options.shop)] : []),
          ].join('\n') || 'No model was trained yet.',
      )
    }),
  )

type Figure = readonly [name: string, value: string | number]

/** All that two models can be held against each other by. */
const figuresOf = (model: ShownModel): readonly Figure[] => [
  ['trained', new Date(model.trainedAt).toISOString()],
  ['state', stateOf(model)],
  ['engine', model.engine],
  ['log', model.logSeq],
  ...Object.entries(model.statistics).map(([name, value]): Figure => [name, value ?? '']),
  ...Object.entries(model.cleaning).map(([name, value]): Figure => [`left out: ${name}`, value]),
  ...model.recipes.flatMap((record): readonly Figure[] => {
    const named = (name: string): string => `${record.name}: ${name}`
    const options = Object.entries(record.options).map(
      ([name, value]): Figure => [named(name), String(value)],
    )
    if (record.state !== 'trained') return [...options, [named('state'), `${record.state}, ${record.reason}`]]
    const { coverage, quality } = record.check
    return [
      ...options,
      [named('state'), record.state],
      [named('answered'), coverage.answeredShare.toFixed(4)],
      [named('items shown'), coverage.itemShare.toFixed(4)],
      ...(quality === undefined
        ? []
        : ([
            [
              named(`${quality.metric}@${quality.k}`),
              `${quality.mean.toFixed(4)} (${quality.low.toFixed(4)} to ${quality.high.toFixed(4)})`,
            ],
          ] as const)),
    ]
  }),
]

type Difference = {
  readonly figure: string
  readonly first: string | number
  readonly second: string | number
}

/** What differs between two models; `-` where one says nothing. */
const differencesOf = (first: ShownModel, second: ShownModel): readonly Difference[] => {
  const ofFirst = new Map(figuresOf(first))
  const ofSecond = new Map(figuresOf(second))
  return [...new Set([...ofFirst.keys(), ...ofSecond.keys()])]
    .map((figure) => ({
      figure,
      first: ofFirst.get(figure) ?? '-',
      second: ofSecond.get(figure) ?? '-',
    }))
    .filter((difference) => difference.first !== difference.second)
}

const compareCommand = (): Command =>
  ofShop('compare', 'what differs between two models')
    .argument('<first>', 'a version that `models list` shows')
    .argument('<second>', 'another')
    .action((first: string, second: string, options: Options) =>
      runWithTarget(options, async (target, output) => {
        const models = await target.listModels(options.shop)
        const [one, two] = [first, second].map((version) => {
          const model = models.find(({ modelVersion }) => modelVersion === version)
          if (model === undefined)
            throw new AisleError('MODEL_UNKNOWN', `There is no model ${JSON.stringify(version)}.`)
          return model
        }) as [ShownModel, ShownModel]
        const differences = differencesOf(one, two)
        report(output, { first, second, differences }, () =>
          differences.length === 0
            ? 'They differ in nothing.'
            : table([
                ['', first, second],
                ...differences.map((difference) => [difference.figure, difference.first, difference.second]),
              ]),
        )
      }),
    )

const publishCommand = (): Command =>
  ofShop('publish', 'let a model serve that is kept')
    .argument('<model>', 'a version that `models list` shows')
    .option('--force', 'also when it did not pass its gates', false)
    .action((modelVersion: string, options: Options & { force: boolean }) =>
      runWithTarget(options, async (target, output) => {
        const model = await target.publishModel(options.shop, modelVersion, options.force)
        report(output, model, () => `The model ${model.modelVersion} serves.`)
      }),
    )

const rollbackCommand = (): Command =>
  ofShop('rollback', 'let the model serve again that served before').action((options: Options) =>
    runWithTarget(options, async (target, output) => {
      const model = await target.rollBackModel(options.shop)
      report(output, model, () =>
        [
          `The model ${model.modelVersion} serves again.`,
          ...model.passedOver.map((text) => `Passed over: ${text}`),
        ].join('\n'),
      )
    }),
  )

export const modelsCommand = (): Command =>
  new Command('models')
    .description('list, compare, publish and roll back the models of a shop')
    .addCommand(listCommand())
    .addCommand(compareCommand())
    .addCommand(publishCommand())
    .addCommand(rollbackCommand())
