/**
 * Compiles src/kernels/assembly/*.ts to WebAssembly and writes the bytes as text to src/kernels/<name>.wasm.ts, which is
 * committed: so kernels run wherever the code runs, without a build and without reading a file.
 * Run after every change there: node scripts/build-kernels.mjs
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import asc from 'assemblyscript/asc'

const root = join(import.meta.dirname, '..')
const kernels = join(root, 'src', 'kernels')
const sources = join(kernels, 'assembly')

const OPTIONS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort=']

/** Names of the kernels there are. */
export const kernelNames = () =>
  readdirSync(sources)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()

export const kernelPath = (name) => join(kernels, `${name}.wasm.ts`)

const compile = async (name, features) => {
  let bytes
  const { error, stderr } = await asc.main(
    [`${name}.ts`, ...OPTIONS, '--enable', features, '--outFile', 'kernel.wasm'],
    {
      readFile: (path) => {
        try {
          return readFileSync(join(sources, path), 'utf8')
        } catch {
          return null
        }
      },
      writeFile: (_path, contents) => {
        bytes = contents
      },
      listFiles: () => [],
    },
  )
  if (error !== null) throw new Error(`${name}.ts does not compile.\n${stderr.toString()}`, { cause: error })
  return Buffer.from(bytes).toString('base64')
}

/** The text of a kernel's .wasm.ts. */
export const kernelModule = async (name) => {
  const relaxed = await compile(name, 'simd,relaxed-simd')
  const plain = await compile(name, 'simd')
  return `/** Made by scripts/build-kernels.mjs from assembly/${name}.ts. */
import type { KernelBytes } from './open-kernel.ts'

export const ${name.replaceAll('-', '_').toUpperCase()}_WASM: KernelBytes = {
  relaxed:
    '${relaxed}',
  plain:
    '${plain}',
}
`
}

if (import.meta.main) {
  for (const name of kernelNames()) {
    writeFileSync(kernelPath(name), await kernelModule(name))
    process.stdout.write(`${kernelPath(name)}\n`)
  }
}
