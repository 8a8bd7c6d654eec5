/**
 * Builds the package of sdk/: JavaScript, and types that need nothing else. The types of the wire are written out from
 * the schemas of the server.
 * Run: npm run client -- [FOLDER]; left out, .cache/client.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WIRE } from '../src/api/wire.ts'

const root = join(import.meta.dirname, '..')
const sdk = join(root, 'sdk')

/** What the sources may rely on: a browser of today, or Node 20. */
const OPTIONS = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
  declaration: true,
  types: [],
}

const said = ({ description }) =>
  description === undefined ? '' : `/** ${description.replaceAll('*/', '* /')} */\n`

const fieldsOf = ({ properties, required = [] }) =>
  Object.entries(properties).map(
    ([name, field]) =>
      `${said(field)}readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(field)}`,
  )

/** The type of the values that a schema describes. Only what our schemas are made of. */
export const typeOf = (schema) => {
  if ('const' in schema) return JSON.stringify(schema.const)
  if ('enum' in schema) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if ('anyOf' in schema) return schema.anyOf.map((branch) => `(${typeOf(branch)})`).join(' | ')
  switch (schema.type) {
    case undefined:
      return 'unknown'
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type
    case 'integer':
      return 'number'
    case 'array':
      return `readonly (${typeOf(schema.items)})[]`
    case 'object':
      if (schema.patternProperties !== undefined)
        return `{ readonly [key: string]: ${Object.values(schema.patternProperties).map(typeOf).join(' | ')} }`
      if (Object.keys(schema.properties ?? {}).length === 0) return 'object'
      return `{\n${fieldsOf(schema).join('\n')}\n}`
    default:
      throw new Error(`No type is known for ${JSON.stringify(schema)}.`)
  }
}

/** The module that stands in the place of sdk/src/wire.ts. */
export const wireModule = () =>
  `/** What the server takes and answers. */\n${Object.entries(WIRE)
    .map(([name, schema]) => `\n${said(schema)}export type ${name} = ${typeOf(schema)}\n`)
    .join('')}`

/** @param folder  gets package.json, LICENSE and dist/ */
export const buildClient = (folder) => {
  const work = mkdtempSync(join(tmpdir(), 'aisle-client-'))
  try {
    const sources = join(work, 'src')
    cpSync(join(sdk, 'src'), sources, {
      recursive: true,
      filter: (path) => !/\.(test|test-support)\.ts$/.test(path),
    })
    writeFileSync(join(sources, 'wire.ts'), wireModule())
    writeFileSync(join(work, 'package.json'), '{ "type": "module" }')
    const compilerOptions = { ...OPTIONS, rootDir: 'src', outDir: join(folder, 'dist') }
    writeFileSync(join(work, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
    mkdirSync(folder, { recursive: true })
    rmSync(join(folder, 'dist'), { recursive: true, force: true })
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', work], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    copyFileSync(join(sdk, 'package.json'), join(folder, 'package.json'))
    copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  } catch (error) {
    throw new Error(`The client does not compile.\n${error.stdout ?? error.message}`, { cause: error })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const folder = process.argv[2] ?? join(root, '.cache', 'client')
  buildClient(folder)
  process.stdout.write(`${join(folder, 'dist')}\n`)
}
