import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/**
 * Opens the built site in a browser: every page, on a phone too; the choice of a database; the search.
 * CHROME_PATH names the browser, and SCREENSHOTS a folder for pictures of some pages.
 */

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const BROWSER = process.env.CHROME_PATH ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1400, height: 900 }

/** Words of a message as a user copies them, and the anchor that must be among the first three results. */
const MESSAGES = [
  ['another process is migrating this database', 'another-process-is-migrating-this-database'],
  ["No JDBC driver accepts a URL that begins with 'jdbc:postgres'", 'no-jdbc-driver-accepts-a-url-that-begins-with'],
  ['its last run ended while step 2 was in flight', 'cannot-be-resumed-its-last-run-ended-while-step--was-in-flight'],
]

if (!existsSync(DIST)) {
  stop('The site is not built. Run "npm run build" first.')
}
if (!existsSync(BROWSER)) {
  stop(`There is no browser at ${BROWSER}. Install Chromium, or name it by CHROME_PATH.`)
}

const failures = []
const pages = readdirSync(DIST, { recursive: true })
  .map(name => String(name).replace(/\\/g, '/'))
  .filter(name => name.endsWith('.html'))
  .sort()
const server = createServer(serve)
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const root = `http://127.0.0.1:${server.address().port}/`
const profile = mkdtempSync(join(tmpdir(), 'site-browser-'))
const context = await chromium.launchPersistentContext(profile, {
  executablePath: BROWSER,
  args: FLAGS,
  headless: true,
  viewport: PHONE,
})
try {
  const page = await context.newPage()
  page.on('console', message => message.type() === 'error' && failures.push(`${page.url()}: ${message.text()}`))
  page.on('pageerror', error => failures.push(`${page.url()}: ${error.message}`))
  await opensEveryPage(page)
  await page.setViewportSize(DESK)
  await keepsTheChoiceOfADatabase(page)
  await findsMessages(page)
  await takesPictures(page)
} finally {
  await context.close()
  server.close()
  rmSync(profile, { recursive: true, force: true })
}
if (failures.length > 0) {
  stop(failures.join('\n'))
}
console.log(`${pages.length} pages opened, no error. The choice of a database holds. ${MESSAGES.length} messages found.`)

async function opensEveryPage(page) {
  for (const name of pages) {
    await open(page, name)
    const wide = await page.evaluate(() => {
      const width = document.documentElement.clientWidth
      return document.documentElement.scrollWidth > width ? document.documentElement.scrollWidth : 0
    })
    if (wide > 0) {
      failures.push(`${name}: ${wide} pixels wide on a phone of ${PHONE.width}`)
    }
  }
}

async function keepsTheChoiceOfADatabase(page) {
  await open(page, 'operations/create-table.html')
  await page.locator('.plugin-tabs--tab', { hasText: 'MariaDB' }).first().click()
  await requireChosen(page, 'operations/create-table.html')
  await open(page, 'operations/add-column.html')
  await requireChosen(page, 'operations/add-column.html')
}

/** Fails unless MariaDB is chosen in every group of tabs that has it. */
async function requireChosen(page, name) {
  const groups = await page.locator('.plugin-tabs').evaluateAll(all =>
    all.map(group => group.querySelector('[aria-selected="true"]')?.textContent ?? 'none'))
  const has = await page.locator('.plugin-tabs').evaluateAll(all =>
    all.map(group => [...group.querySelectorAll('[role="tab"]')].some(tab => tab.textContent === 'MariaDB')))
  const wrong = groups.filter((chosen, i) => has[i] && chosen !== 'MariaDB')
  if (!has.some(Boolean) || wrong.length > 0) {
    failures.push(`${name}: MariaDB was chosen, and ${wrong.length} of ${groups.length} groups show ${wrong}`)
  }
}

async function findsMessages(page) {
  for (const [words, anchor] of MESSAGES) {
    await open(page, 'index.html')
    await page.locator('.DocSearch-Button').first().click()
    await page.locator('.VPLocalSearchBox input').fill(words)
    const first = page.locator('.VPLocalSearchBox a.result').first()
    await first.waitFor({ timeout: 20000 }).catch(() => {})
    const found = await page.locator('.VPLocalSearchBox a.result').evaluateAll(all =>
      all.slice(0, 3).map(result => decodeURIComponent(result.getAttribute('href'))))
    if (!found.some(href => href.endsWith(`when-it-fails.html#${anchor}`))) {
      failures.push(`The search for "${words}" does not offer #${anchor} first, but ${found.join(', ') || 'nothing'}`)
    }
  }
}

async function takesPictures(page) {
  const folder = process.env.SCREENSHOTS
  if (!folder) {
    return
  }
  mkdirSync(folder, { recursive: true })
  const names = ['index', 'start', 'guarantees', 'migration-life', 'operations/index', 'operations/add-column',
    'when-it-fails', 'architecture', 'commands', 'performance']
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport)
      for (const name of names) {
        await open(page, `${name}.html`)
        await page.screenshot({ path: join(folder, `${name.replace('/', '-')}-${viewport.width}-${colorScheme}.png`) })
      }
    }
  }
}

async function open(page, name) {
  const response = await page.goto(root + name, { waitUntil: 'load' })
  if (!response.ok() && name !== '404.html') {
    failures.push(`${name}: ${response.status()}`)
  }
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__ !== undefined)
}

function serve(request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://site').pathname)
  const file = join(DIST, normalize(path.endsWith('/') ? `${path}index.html` : path))
  if (!file.startsWith(DIST) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
  response.end(readFileSync(file))
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
