/** Tells a barcode scanner from fingers: signs that come faster than anybody types, and then Enter. */

/** Between two signs. Scanners send one every few milliseconds; the browser may be busy in between. */
const GAP_MS_MAX = 60
/** Shorter ones could be somebody's quick Enter. */
const CODE_LENGTH_MIN = 4

export type Burst = { readonly text: string; readonly startedAt: number; readonly lastAt: number }

export const NO_BURST: Burst = { text: '', startedAt: 0, lastAt: 0 }

/** @param at  ms, of any clock that only goes on */
export const withSign = (burst: Burst, sign: string, at: number): Burst =>
  burst.text !== '' && at - burst.lastAt <= GAP_MS_MAX
    ? { ...burst, text: burst.text + sign, lastAt: at }
    : { text: sign, startedAt: at, lastAt: at }

/** The code, when Enter follows a burst; undefined when it was fingers. */
export const codeOf = ({ text, lastAt }: Burst, enterAt: number): string | undefined =>
  text.length >= CODE_LENGTH_MIN && enterAt - lastAt <= GAP_MS_MAX ? text : undefined
