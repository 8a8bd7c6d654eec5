/** The commands as a shell sees them: what they print, how they end, what is there afterwards. */
import { once } from 'node:events'
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../src/server/serve.ts'
import { begin, type Ended, run, runWith } from './run-command.ts'
import { testSettings } from './start-test-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

const json = ({ out }: Ended): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>
const newShop = (folder: string, shop = 'bakery') =>
  run(folder, 'shops', 'create', shop, '--currency', 'EUR', '--time-zone', 'Europe/Berlin', '--json')
const startServer = async (folder: string) => {
  const running = await serve({ settings: testSettings(folder) })
  onTestFinished(() => running.close())
  return running
}
const file = (folder: string, name: string, text: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const COMMANDS = [
  'start',
  'demo',
  'import',
  'export',
  'validate',
  'train',
  'evaluate',
  'models',
  'models list',
  'models compare',
  'models publish',
  'models rollback',
  'doctor',
  'keys',
  'keys create',
  'keys list',
  'keys revoke',
  'shops',
  'shops list',
  'shops create',
]

test('every command explains itself', async () => {
  for (const command of COMMANDS) {
    const { code, out, err } = await run('/nonexistent', ...command.split(' '), '--help')
    expect([command, code, err]).toEqual([command, 0, ''])
    expect(out).toMatch(new RegExp(`^Usage: aisle ${command} [^]*--help`))
  }
})

test('what is no command or lacks an option ends with 1 and says which', async () => {
  const folder = temporaryFolder()
  const cases = [
    [['bake'], "unknown command 'bake'"],
    [['shops', 'bake'], "unknown command 'bake'"],
    [['import', 'a.csv'], '--shop'],
    [['import', '--shop', 'bakery'], "missing required argument 'file'"],
    [['export', '--shop', 'bakery', '--kind', 'loaves'], 'items'],
    [['train', '--shop', '../etc'], 'cannot be the name of a shop'],
    [['train', '--shop', 'nowhere'], 'There is no shop "nowhere"'],
    [['shops', 'list', '--url', 'http://127.0.0.1:1'], 'does not answer'],
    [['demo', '--size', 'huge'], 'tiny, small, demo, large'],
  ] as const
  for (const [args, said] of cases) {
    const { code, out, err } = await run(folder, ...args)
    expect([args.join(' '), [code, out]]).toEqual([args.join(' '), [1, '']])
    expect(err).toContain(said)
    expect(err).not.toContain('fault of the program')
  }
})

test('bad settings are named all at once, for people and for machines', async () => {
  const bad = { AISLE_PORT: '99999', AISLE_LOG_LEVEL: 'loud', AISLE_PROT: '1' }
  const forPeople = await runWith(temporaryFolder(), bad, ['shops', 'list'])
  const forMachines = await runWith(temporaryFolder(), bad, ['shops', 'list', '--json'])
  for (const { code, out, err } of [forPeople, forMachines]) {
    expect([code, out]).toEqual([1, ''])
    for (const name of Object.keys(bad)) expect(err).toContain(name)
  }
  expect(forPeople.err).toContain('[SETTING_INVALID]')
  expect(JSON.parse(forMachines.err)).toMatchObject({
    error: { code: 'SETTING_INVALID', fix: expect.any(String) },
  })
})

test('a data folder that cannot be made is said so', async () => {
  const path = file(temporaryFolder(), 'a-file', '')
  expect(await run(join(path, 'data'), 'shops', 'list')).toMatchObject({
    code: 1,
    err: expect.stringContaining('[STORE_BROKEN]'),
  })
})

test('shops are made, listed and not made twice', async () => {
  const folder = temporaryFolder()
  expect(json(await run(folder, 'shops', 'list', '--json'))).toEqual({ shops: [] })
  const shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }
  expect(json(await newShop(folder))).toEqual({ shop })
  expect(json(await run(folder, 'shops', 'list', '--json'))).toEqual({ shops: [shop] })
  expect(await newShop(folder)).toMatchObject({ code: 1, err: expect.stringContaining('already') })
  expect(await newShop(folder, 'The Bakery')).toMatchObject({
    code: 1,
    err: expect.stringContaining('/shop'),
  })
  expect((await run(folder, 'shops', 'list')).out).toMatch(/SHOP .*\nbakery .*EUR .*Europe\/Berlin\n$/)
})

test('doctor says what is well, and ends with 1 when something is not', async () => {
  const folder = temporaryFolder()
  await newShop(folder)
  const well = await run(folder, 'doctor', '--json')
  const findings = json(well)['findings'] as readonly { check: string; isWell: boolean; finding: string }[]
  expect(findings.map((finding) => finding.check)).toEqual([
    'Node',
    'Disk',
    'Port',
    'Web apps',
    'Store',
    'Shop bakery',
  ])
  expect(findings.at(-1)?.finding).toBe('1 records in the log, 0 refused')
  expect(well.code).toBe(json(well)['isWell'] === true ? 0 : 1)
  writeFileSync(
    join(folder, 'aisle.db'),
    'this is no database, but it is long enough to be looked at'.repeat(100),
  )
  const broken = await run(folder, 'doctor', '--json')
  expect(broken.code).toBe(1)
  expect(json(broken)).toMatchObject({
    isWell: false,
    findings: expect.arrayContaining([
      expect.objectContaining({ check: 'Store', isWell: false, fix: expect.any(String) }),
    ]),
  })
})

test('a CSV of any usual form is validated, imported and exported again', async () => {
  const folder = temporaryFolder()
  const rows = [
    ['itemId', 'title', 'price'],
    ['rye', 'Rye, "dark"', '3.50'],
    ['jam; red', 'Jam\nin a jar', '2'],
    ['🥖/1', '', '1.005'],
  ]
  const csv = (delimiter: string, end: string, mark: string) =>
    mark +
    rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(end) +
    end
  const forms = {
    comma: csv(',', '\n', ''),
    'bom-crlf-semicolon': csv(';', '\r\n', '\ufeff'),
    tab: csv('\t', '\n', ''),
  }
  for (const [name, text] of Object.entries(forms)) {
    const path = file(folder, `${name}.csv`, text)
    const seen = await run(folder, 'validate', path, '--kind', 'items', '--json')
    expect([`${name}: ${seen.err}`, seen.code]).toEqual([`${name}: ${seen.err}`, 0])
    expect([name, json(seen)]).toMatchObject([
      name,
      {
        kind: 'items',
        read: 3,
        kept: 3,
        refused: 0,
        reasons: [],
        isComplete: true,
        isResumed: false,
      },
    ])
    expect(existsSync(join(folder, 'aisle.db'))).toEqual(name !== 'comma')
    const done = await run(
      folder,
      'import',
      path,
      '--kind',
      'items',
      '--shop',
      name,
      '--currency',
      'EUR',
      '--time-zone',
      'UTC',
      '--json',
    )
    expect([name, json(done)]).toMatchObject([name, { read: 3, kept: 3, refused: 0, items: 3 }])
    const out = join(folder, `${name}.jsonl`)
    expect(
      json(await run(folder, 'export', '--shop', name, '--kind', 'items', '--out', out, '--json')),
    ).toMatchObject({ rows: 3 })
    expect(
      readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      { itemId: 'jam; red', title: 'Jam\nin a jar', priceMinor: 200 },
      { itemId: 'rye', title: 'Rye, "dark"', priceMinor: 350 },
      expect.objectContaining({ itemId: '🥖/1', priceMinor: 101 }),
    ])
  }
  const out = join(folder, 'items.csv')
  await run(folder, 'export', '--shop', 'tab', '--kind', 'items', '--out', out)
  expect(await begin(folder, ['export', '--shop', 'comma', '--kind', 'items']).ended).toEqual({
    code: 0,
    out: readFileSync(join(folder, 'comma.jsonl'), 'utf8'),
    err: '',
  })
  expect(json(await run(folder, 'import', out, '--shop', 'comma', '--json'))).toMatchObject({
    kept: 3,
    refused: 0,
  })
})

test('files that are nothing to import end with 1 and a remedy', async () => {
  const folder = temporaryFolder()
  const cases = [
    [file(folder, 'empty.csv', ''), 'empty'],
    [join(folder, 'missing.csv'), 'cannot be read'],
    [folder, folder],
    [file(folder, 'noise.bin', Uint8Array.of(0, 159, 146, 150)), 'format'],
    [file(folder, 'strange.csv', 'a,b\n1,2\n'), '['],
  ] as const
  for (const [path, said] of cases) {
    const { code, err } = await run(folder, 'validate', path)
    expect([path, code]).toEqual([path, 1])
    expect(err).toContain(said)
    expect(err).not.toContain('fault of the program')
  }
  expect(await run(folder, 'import', cases[4][0], '--shop', 'new')).toMatchObject({
    code: 1,
    err: expect.stringContaining('--currency'),
  })
})

test('a row that is refused is counted with its cause, and the others are kept', async () => {
  const folder = temporaryFolder()
  const path = file(folder, 'items.csv', 'itemId,price\nrye,3\n,2\njam,cheap\n')
  const { code, out } = await run(folder, 'validate', path, '--json')
  expect(code).toBe(0)
  const report = JSON.parse(out) as {
    reasons: readonly { count: number; examples: readonly { row: number }[] }[]
  }
  expect(report).toMatchObject({ read: 3, kept: 1, refused: 2 })
  expect(report.reasons.map(({ count }) => count)).toEqual([1, 1])
  expect((await run(folder, 'validate', path)).out).toContain('read 3, kept 1, refused 2')
})

test('an import finds the server that holds the folder, and so do train, shops and doctor', async () => {
  const folder = temporaryFolder()
  const { url, engine } = await startServer(folder)
  await newShop(folder)
  const orders = Array.from({ length: 30 }, (_, k) =>
    JSON.stringify({
      kind: 'order',
      orderId: `o${k}`,
      eventId: `o${k}`,
      at: '2026-01-01',
      lines: [{ itemId: 'rye' }, { itemId: 'jam' }],
    }),
  )
  const path = file(folder, 'orders.jsonl', orders.join('\n'))
  const done = await run(folder, 'import', path, '--shop', 'bakery', '--json')
  expect([done.err, json(done)]).toMatchObject([done.err, { kept: 30, events: 30, duplicates: 0 }])
  expect(engine.shops.get('bakery').view.eventCount).toBe(30)
  expect(json(await run(folder, 'import', path, '--shop', 'bakery', '--json'))).toMatchObject({
    events: 0,
    duplicates: 30,
  })
  const trained = json(await run(folder, 'train', '--shop', 'bakery', '--json'))
  expect(trained).toMatchObject({ statistics: { orderCount: 30, itemCount: 2 }, isServing: true })
  expect(engine.models.get(engine.shops.get('bakery').shop)?.modelVersion).toBe(trained['modelVersion'])
  expect(json(await run(folder, 'shops', 'list', '--json'))).toMatchObject({ shops: [{ shop: 'bakery' }] })
  expect((await run(folder, 'doctor')).out).toContain(url)
  const { keyId } = json(
    await run(folder, 'keys', 'create', '--shop', 'bakery', '--role', 'browser', '--json'),
  ) as {
    keyId: string
  }
  expect(json(await run(folder, 'keys', 'list', '--shop', 'bakery', '--json'))).toMatchObject({
    keys: [{ keyId, role: 'browser' }],
  })
  expect((await run(folder, 'keys', 'revoke', keyId, '--shop', 'bakery')).code).toBe(0)
  expect(engine.shops.get('bakery').view.keys.size).toBe(0)
})

test('a shop that had a key asks for one, but not from the commands of who owns the data folder', async () => {
  const folder = temporaryFolder()
  await newShop(folder)
  const { key, keyId } = json(
    await run(folder, 'keys', 'create', '--shop', 'bakery', '--label', 'till', '--json'),
  ) as { key: string; keyId: string }
  expect(key).toMatch(/^aisle_server_/)
  const listed = (await run(folder, 'keys', 'list', '--shop', 'bakery', '--json')).out
  expect(JSON.parse(listed)).toMatchObject({ keys: [{ keyId, role: 'server', label: 'till' }] })
  expect(listed).not.toContain('hash')
  expect(readFileSync(join(folder, 'aisle.db')).includes(key)).toEqual(false)
  const running = await serve({ settings: testSettings(folder) })
  const { url } = running
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${url}/api/v1/items?shop=bakery`, { headers })).status
  expect([
    await status({}),
    await status({ authorization: `Bearer ${key}` }),
    await status({ authorization: 'Bearer guess' }),
  ]).toEqual([401, 200, 401])
  const path = file(folder, 'items.jsonl', '{"itemId":"rye"}\n')
  const importItems = ['import', path, '--kind', 'items', '--shop', 'bakery']
  expect(await run(folder, ...importItems, '--url', url)).toMatchObject({
    code: 1,
    err: expect.stringContaining('[UNAUTHORIZED]'),
  })
  expect(json(await run(folder, ...importItems, '--url', url, '--key', key, '--json'))).toMatchObject({
    items: 1,
  })
  expect(json(await run(folder, ...importItems, '--json'))).toMatchObject({ items: 0, duplicates: 1 })
  expect((await run(folder, 'keys', 'revoke', keyId, '--shop', 'bakery')).code).toBe(0)
  expect([await status({}), await status({ authorization: `Bearer ${key}` })]).toEqual([401, 401])
  await running.close()
  expect(json(await run(folder, 'keys', 'list', '--shop', 'bakery', '--json'))).toEqual({ keys: [] })
  expect((await run(folder, 'keys', 'revoke', 'nonsense', '--shop', 'bakery')).code).toBe(1)
})

const EVENTS = 60_000

test('an import that is interrupted ends with 130, and run again it ends with the same counts', async () => {
  const folder = temporaryFolder()
  await newShop(folder)
  const lines = Array.from(
    { length: EVENTS },
    (_, k) =>
      `{"kind":"product-view","itemId":"item-${k % 100}","at":"2026-01-01","shopper":{"visitorId":"v${k % 999}"}}`,
  )
  const path = file(folder, 'events.jsonl', lines.join('\n'))
  const { child, ended } = begin(folder, ['import', path, '--shop', 'bakery'])
  const [firstLine] = (await once(createInterface(child.stderr), 'line')) as [string]
  expect(firstLine).toContain('Reading events.jsonl')
  child.kill('SIGINT')
  const interrupted = await ended
  expect([interrupted.code, interrupted.out]).toEqual([
    130,
    expect.stringContaining('Run the same command again'),
  ])
  const again = await run(folder, 'import', path, '--shop', 'bakery', '--json')
  expect([again.err, json(again)]).toMatchObject([
    again.err,
    { isComplete: true, read: EVENTS, kept: EVENTS, refused: 0 },
  ])
  const out = join(folder, 'out.jsonl')
  expect(
    json(await run(folder, 'export', '--shop', 'bakery', '--kind', 'events', '--out', out, '--json')),
  ).toMatchObject({ rows: EVENTS })
  const ids = new Set<unknown>()
  for await (const line of createInterface(createReadStream(out)))
    ids.add((JSON.parse(line) as { eventId: string }).eventId)
  expect(ids.size).toBe(EVENTS)
})

test('a server that was started is stopped by Ctrl-C, and leaves its folder to others', async () => {
  const folder = temporaryFolder()
  const { child, ended } = begin(folder, ['start', '--no-demo', '--json'])
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url, shops } = JSON.parse(line) as { url: string; shops: readonly string[] }
  expect(shops).toEqual([])
  expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  const second = await begin(folder, ['start', '--no-demo']).ended
  expect(second).toMatchObject({ code: 1, err: expect.stringContaining('[STORE_BUSY]') })
  child.kill('SIGINT')
  expect((await ended).code).toBe(0)
  expect(existsSync(join(folder, 'server.json'))).toBe(false)
  expect((await run(folder, 'shops', 'list', '--json')).code).toBe(0)
})
