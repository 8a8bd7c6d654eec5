/** What commands say and how they end. */
import { AisleError } from '../domain/errors.ts'

export type Output = { readonly isJson: boolean }

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** Machines get one JSON value; people get the sentences. */
export const report = ({ isJson }: Output, value: unknown, sentences: () => string): void =>
  print(isJson ? JSON.stringify(value, null, 2) : sentences())

/** 1 for what the user can mend, 70 for a fault of the program (as sysexits.h has it). */
export const exitCodeOf = (error: unknown): number => (error instanceof AisleError ? 1 : 70)

export const printError = (error: unknown, { isJson }: Output): void => {
  if (error instanceof AisleError) {
    const { code, message, fix, field } = error
    process.stderr.write(
      isJson
        ? `${JSON.stringify({ error: { code, message, fix, field } }, null, 2)}\n`
        : `${message}\n${fix} [${code}]\n`,
    )
    return
  }
  process.stderr.write(`A fault of the program:\n${error instanceof Error ? error.stack : String(error)}\n`)
}

/** Aborts on the first Ctrl-C, so that work in hand is finished; a second one ends the process. */
export const interruptSignal = (): AbortSignal => {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}

/** Left-aligned columns. */
export const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
