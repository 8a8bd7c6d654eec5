/** What every command has in common: settings, `--json`, and an end with an exit code. */
import { Command } from 'commander'
import { readSettings, type Settings } from '../config/settings.ts'
import { type Output, exitCodeOf, printError } from './terminal.ts'

export type CommandContext = { readonly settings: Settings; readonly output: Output }

/** A command with `--json`. */
export const jsonCommand = (name: string, summary: string): Command =>
  new Command(name).description(summary).option('--json', 'answer with JSON, for machines', false)

/** Runs the work and ends the process with its exit code: 0, 1 for what the user can mend, 70 for a fault, 130 for Ctrl-C. */
export const runCommand = async (
  { json }: { readonly json?: boolean },
  work: (context: CommandContext) => Promise<number | void>,
): Promise<void> => {
  const output = { isJson: json === true }
  try {
    process.exitCode = (await work({ settings: readSettings(process.env), output })) ?? 0
  } catch (error) {
    printError(error, output)
    process.exitCode = exitCodeOf(error)
  }
}

/** Options of commands that may work through a running server. */
export const withServer = (command: Command): Command =>
  command
    .option('--url <address>', 'a running server; found by itself when it holds the data folder')
    .option('--key <key>', 'a key of role server, when the shop asks for one')
