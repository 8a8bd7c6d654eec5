/** A Chromium for the browser tests: the machine's own, or one installed where that is allowed. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const INSTALL_SECONDS_MAX = 300

const PATHS = [
  process.env.AISLE_CHROMIUM,
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where Playwright keeps the browsers that it downloads, and the program within. */
const CACHES = [
  join(homedir(), '.cache', 'ms-playwright'),
  join(homedir(), 'Library', 'Caches', 'ms-playwright'),
]
const PROGRAMS = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

const downloaded = () =>
  CACHES.filter((cache) => existsSync(cache)).flatMap((cache) =>
    readdirSync(cache)
      .filter((name) => name.startsWith('chromium-'))
      .sort()
      .reverse()
      .flatMap((name) => PROGRAMS.map((program) => join(cache, name, program))),
  )

/** @returns the path of a Chromium, or undefined */
export const findChromium = () =>
  [...PATHS, ...downloaded()].find((path) => path !== undefined && existsSync(path))

const quietly = (command, args) =>
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: INSTALL_SECONDS_MAX * 1000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

/** Only root may use the package manager, and only Debian and its kin have this one. */
const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

export const ensureChromium = async () => {
  if (findChromium() !== undefined) return
  if (canInstall()) {
    process.stderr.write('Installing Chromium for the browser tests …\n')
    quietly('apt-get', ['update', '-qq'])
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  }
  if (findChromium() === undefined)
    process.stderr.write(
      'No Chromium was found and none could be installed: the browser tests will be skipped.\n' +
        'Install Chromium or Chrome, or name one in AISLE_CHROMIUM, to run them.\n',
    )
}
