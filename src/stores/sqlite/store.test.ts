import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { describeStore } from '../store.contract.ts'
import { openSqliteStore } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'aisle-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeStore({
  name: 'SQLite',
  open: () => openSqliteStore({ path: join(folder, 'store.db') }),
  runCount: 150,
})
