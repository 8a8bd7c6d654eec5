/** Progress on a terminal: a bar with rate and time left. On anything else, a line now and then. */
const BAR_WIDTH = 24
const REDRAW_MS = 100
const LINE_EVERY_MS = 5_000

export type Progress = {
  /**
   * @param done  of `total`, in the unit of the bar
   * @param step  what is being done, when that changes
   */
  readonly update: (done: number, total: number, step?: string) => void
  readonly end: () => void
}

const duration = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`

const amount = (value: number): string => Math.round(value).toLocaleString('en')

/**
 * @param unit   what is counted: `rows`, `events`; '' when it is nothing that has a rate
 * @param isOn   false shows nothing (for `--json`)
 */
export const progressBar = (title: string, unit: string, isOn: boolean, now: () => number): Progress => {
  if (!isOn) return { update: () => {}, end: () => {} }
  const isTerminal = process.stderr.isTTY === true
  const beganAt = now()
  let shownAt = Number.NEGATIVE_INFINITY
  let last = ''
  const textOf = (done: number, total: number, step: string | undefined): string => {
    const seconds = Math.max((now() - beganAt) / 1000, 0.001)
    const rate = done / seconds
    const share = total > 0 ? Math.min(done / total, 1) : 0
    const filled = Math.round(share * BAR_WIDTH)
    const left = share >= 1 || rate === 0 ? [] : [`${duration((total - done) / rate)} left`]
    const figures = [...(unit === '' ? [] : [`${amount(rate)} ${unit}/s`]), ...left]
    const said = figures.length === 0 ? '' : ` (${figures.join(', ')})`
    return `${title}${step === undefined ? '' : ` ${step}`} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)} %${said}`
  }
  return {
    update: (done, total, step) => {
      last = textOf(done, total, step)
      if (now() - shownAt < (isTerminal ? REDRAW_MS : LINE_EVERY_MS)) return
      shownAt = now()
      process.stderr.write(isTerminal ? `\r\u001b[K${last}` : `${last}\n`)
    },
    end: () => {
      if (last !== '') process.stderr.write(isTerminal ? `\r\u001b[K${last}\n` : `${last}\n`)
    },
  }
}
