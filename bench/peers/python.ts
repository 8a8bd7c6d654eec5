/** Runs other programs' own code beside ours: in Python, with what they need installed for this run only. */
import { once } from 'node:events'
import { join } from 'node:path'
import type { Workspace } from '../workspace.ts'

/** Runs a program to its end. @returns what it printed, or undefined when it could not be run or failed */
export const outputOf = async (
  workspace: Workspace,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string | undefined> => {
  const child = workspace.spawn(program, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  })
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    return code === 0 ? printed : undefined
  } catch {
    return undefined
  }
}

/**
 * @param modules   what a script imports
 * @param packages  what pip calls them
 * @returns a Python that has them; undefined where that cannot be had
 */
export const pythonWith = async (
  workspace: Workspace,
  python: string,
  modules: readonly string[],
  packages: readonly string[],
): Promise<string | undefined> => {
  const tryImport = ['-c', `import ${modules.join(', ')}`]
  if ((await outputOf(workspace, python, tryImport)) !== undefined) return python
  const folder = workspace.folder('python')
  if ((await outputOf(workspace, python, ['-m', 'venv', folder])) === undefined) return undefined
  const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const install = ['-m', 'pip', 'install', '--quiet', ...packages]
  return (await outputOf(workspace, own, install)) === undefined ? undefined : own
}

/** Values that a program printed as one line of JSON each. */
export const linesOf = <Line>(printed: string | undefined): readonly Line[] =>
  (printed ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
