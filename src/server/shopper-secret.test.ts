import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openShopperSecret, SHOPPER_SECRET_FILE } from './shopper-secret.ts'

test('a secret is made once, and only its user can read it', async () => {
  const dataFolder = temporaryFolder()
  const both = await Promise.all([1, 2].map(() => openShopperSecret({ dataFolder, shopperSecret: '' })))
  const path = join(dataFolder, SHOPPER_SECRET_FILE)
  expect(both).toEqual([readFileSync(path, 'utf8'), readFileSync(path, 'utf8')])
  expect(both[0]).toMatch(/^[\w-]{43}$/)
  expect(statSync(path).mode & 0o077).toBe(0)
  const other = temporaryFolder()
  expect(await openShopperSecret({ dataFolder: other, shopperSecret: '' })).not.toBe(both[0])
})

test('the secret of the settings comes before that of the folder', async () => {
  const dataFolder = temporaryFolder()
  const shopperSecret = 'x'.repeat(32)
  expect(await openShopperSecret({ dataFolder, shopperSecret })).toBe(shopperSecret)
})

test('a file that was emptied is no secret', async () => {
  const dataFolder = temporaryFolder()
  writeFileSync(join(dataFolder, SHOPPER_SECRET_FILE), '\n')
  await expect(openShopperSecret({ dataFolder, shopperSecret: '' })).rejects.toMatchObject({
    code: 'SETTING_INVALID',
  })
})
