import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { testSettings } from '../../test/start-test-server.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openModelFolder } from '../artifacts/model-folder.ts'
import { openEngine } from '../server/engine.ts'
import { checkModels } from './check-models.ts'

test('the model that serves is read, and a training that was refused is told with what to do', async () => {
  const dataFolder = temporaryFolder()
  const engine = await openEngine(testSettings(dataFolder))
  onTestFinished(() => engine.close())
  const runtime = await engine.shops.create({
    shop: 'bakery',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
  })
  expect(await checkModels({ dataFolder })).toEqual([])
  const order = { kind: 'order', lines: [{ itemId: 'rye' }, { itemId: 'jam' }] }
  await engine.ingest.events(runtime, [order, order], { source: 'http' })
  const manifest = await engine.trainings.train(runtime)
  const { modelVersion, recipes, trainedAt } = manifest
  const found = async () => (await checkModels({ dataFolder }))[0]
  expect(await found()).toMatchObject({
    check: 'Model of bakery',
    isWell: true,
    finding: expect.stringContaining(modelVersion),
  })
  const modelsPath = join(dataFolder, 'models', 'bakery')
  await openModelFolder(modelsPath).keep({
    ...manifest,
    modelVersion: 'f'.repeat(16),
    trainedAt: trainedAt + 1,
    verdict: { isAccepted: false, reasons: [{ code: 'DATA_SHRANK', text: 'There were few.' }] },
  })
  expect(await found()).toMatchObject({
    isWell: false,
    finding: expect.stringMatching(/refused: There were few/),
    fix: expect.stringContaining('aisle models publish ffffffffffffffff'),
  })
  const part = recipes[0]?.state === 'trained' ? recipes[0].part : ''
  truncateSync(join(modelsPath, 'parts', `${part}.part`), 30)
  expect(await found()).toMatchObject({
    isWell: false,
    finding: expect.stringContaining('damaged'),
    fix: expect.stringContaining('aisle train --shop bakery'),
  })
})
