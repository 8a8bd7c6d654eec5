/** `aisle decisions`: what was answered and why, and whether it would be answered so again. */
import { Command } from 'commander'
import { openModelFolder } from '../artifacts/model-folder.ts'
import type { RankRequest, RecommendationsRequest } from '../api/list-schema.ts'
import type { Decision } from '../domain/decision.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import { type AnswerDeps, type Difference, type Entry, replayDecision } from '../jobs/replay-decision.ts'
import { ServingModels } from '../jobs/serving-models.ts'
import { logIdOf } from '../jobs/shop-runtime.ts'
import { modelsPath, openStore } from '../server/engine.ts'
import { ItemSets } from '../serving/item-sets.ts'
import { ListRanking } from '../serving/list-ranking.ts'
import { rankItems } from '../serving/rank-items.ts'
import { recommend } from '../serving/recommend.ts'
import { jsonCommand, runCommand, withServer } from './command.ts'
import { findDecision } from './find-decision.ts'
import { progressBar } from './progress-bar.ts'
import { openTarget, type TargetOptions } from './target.ts'
import { report, table } from './terminal.ts'

/** As the server answers: a ranking names its items, everything else is a list. */
const answerAgain = (
  request: unknown,
  { taken, ...deps }: AnswerDeps,
): { readonly items: readonly Entry[] } => {
  const { view } = deps
  const all = {
    ...deps,
    // What was too large was refused then.
    isTrusted: true,
    ranking: new ListRanking(view),
    itemSets: new ItemSets(view),
    taken: new Set(taken.map((itemId) => view.items.find(itemId)).filter((item) => item >= 0)),
  }
  return 'itemIds' in (request as object)
    ? rankItems(request as RankRequest, all)
    : recommend(request as RecommendationsRequest, all).answer
}

const sentenceOf = ({ shop, decidedAt, request, response }: Decision): string =>
  [
    `${shop}, ${new Date(decidedAt).toISOString()}`,
    `asked: ${JSON.stringify(request)}`,
    table([
      ['PLACE', 'ITEM', 'SCORE', 'REASONS'],
      ...(response.items as readonly (Entry & { reasons?: readonly { text: string }[] })[]).map(
        ({ itemId, score, reasons = [] }, k) => [
          k + 1,
          itemId,
          String(score),
          reasons.map(({ text }) => text).join('; '),
        ],
      ),
    ]),
  ].join('\n')

const showCommand = (): Command =>
  withServer(jsonCommand('show', 'what was asked and what was answered'))
    .argument('<id>', 'the recommendationId of an answer')
    .action((recommendationId: string, options: TargetOptions & { json: boolean }) =>
      runCommand(options, async ({ settings, output }) => {
        const target = await openTarget(settings, options)
        try {
          const decision = await target.findDecision(recommendationId)
          report(output, decision, () => sentenceOf(decision))
        } finally {
          await target.close()
        }
      }),
    )

const entryText = (entry: Entry | undefined): string =>
  entry === undefined ? 'nothing' : `${entry.itemId} with ${entry.score}`
const differenceText = ({ place, recorded, replayed }: Difference): string =>
  `Different from place ${place} on: it was ${entryText(recorded)}, now it is ${entryText(replayed)}.`

const replayCommand = (): Command =>
  jsonCommand('replay', 'make a decision again, from the log and the model of then, and compare')
    .argument('<id>', 'the recommendationId of an answer')
    .requiredOption('--shop <name>', 'the shop')
    .action((recommendationId: string, options: { json: boolean; shop: string }) =>
      runCommand(options, async ({ settings, output }) => {
        const decision = await findDecision(settings, recommendationId, options.shop)
        const store = await openStore(settings).catch((error: unknown) => {
          if (!(error instanceof AisleError) || error.code !== 'STORE_BUSY') throw error
          throw new AisleError('STORE_BUSY', error.message, {
            fix: 'Stop the server, or work on a copy of its data folder: the whole log is read.',
          })
        })
        try {
          const shop = options.shop as ShopId
          const models = new ServingModels((of) => openModelFolder(modelsPath(settings, of)))
          const logId = await logIdOf(store, shop)
          const bar = progressBar('Folding', 'records', !output.isJson, () => Date.now())
          const replayed = await replayDecision(decision, {
            store,
            openModel: (modelVersion) => models.open({ shop, logId }, modelVersion),
            answer: answerAgain,
            progress: bar.update,
          })
          bar.end()
          report(output, replayed, () =>
            replayed.difference === undefined
              ? `The same: ${replayed.itemCount} items, after record ${replayed.logSeq}, with ${replayed.model === null ? 'no model' : `the model ${replayed.model}`}.`
              : differenceText(replayed.difference),
          )
          return replayed.isSame ? 0 : 1
        } finally {
          await store.close()
        }
      }),
    )

export const decisionsCommand = (): Command =>
  new Command('decisions')
    .description('show decisions that are kept, and make them again')
    .addCommand(showCommand())
    .addCommand(replayCommand())
