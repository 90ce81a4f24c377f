import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Sets CHROME_PATH for the browser tests. On Debian as root a missing browser, or missing Chinese
 * letters, are installed; elsewhere it says how. Without a browser those tests fail: they never skip.
 */
export function ensureChromium() {
  const wanted = []
  if (!findChromium()) wanted.push('chromium')
  if (!hasChineseFont()) wanted.push('fonts-noto-cjk')
  if (wanted.length > 0 && canInstall()) install(wanted)
  const found = findChromium()
  if (found) process.env.CHROME_PATH = found
  else {
    console.error(
      '! 没有找到 Chromium / no Chromium found: the browser tests will fail.\n' +
        '  Debian:  sudo apt-get install chromium fonts-noto-cjk\n' +
        '  other:   install Chrome or Chromium, or set CHROME_PATH to one',
    )
  }
}

function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...places].find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Without one, screenshots show boxes. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

function canInstall() {
  const release = '/etc/os-release'
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'))
}

function install(packages) {
  console.error(`正在安装 / installing for the browser tests: ${packages.join(', ')}`)
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
  if (done.status !== 0) console.error('! apt-get could not install them; its messages are above.')
}
