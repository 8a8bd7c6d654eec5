/** A Chromium of this machine for the tests in a browser. */
import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where Playwright keeps the browsers that it downloads, and the program within. */
const CACHES = [join(homedir(), '.cache/ms-playwright'), join(homedir(), 'Library/Caches/ms-playwright')]
const PROGRAMS = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const cached = (): readonly string[] =>
  CACHES.flatMap((cache) => {
    try {
      return readdirSync(cache)
        .filter((name) => name.startsWith('chromium-'))
        .toSorted()
        .toReversed()
        .flatMap((name) => PROGRAMS.map((program) => join(cache, name, program)))
    } catch {
      return []
    }
  })

/** What `AISLE_CHROMIUM` or `CHROME_PATH` names, else the first that is found; undefined when there is none. */
export const findChromium = (): string | undefined => {
  const named = process.env['AISLE_CHROMIUM'] || process.env['CHROME_PATH']
  return named || [...PATHS, ...cached()].find(isProgram)
}
