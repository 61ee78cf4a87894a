import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Fails the build if a link of the built site leads to a page or to an anchor that is not there. */
export function checkLinks(folder, base) {
  const pages = new Map(
    readdirSync(folder, { recursive: true })
      .map(name => String(name).replace(/\\/g, '/'))
      .filter(name => name.endsWith('.html'))
      .map(name => [base + name, readFileSync(join(folder, name), 'utf8')]))
  const dead = new Set()
  for (const [from, html] of pages) {
    for (const [, href] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (!/^[a-z]+:/.test(href) && !leads(from, href.replace(/&amp;/g, '&'), pages)) {
        dead.add(`${from}: ${href}`)
      }
    }
  }
  if (dead.size > 0) {
    throw new Error(`Dead links:\n${[...dead].join('\n')}`)
  }
}

function leads(from, href, pages) {
  const url = new URL(href, `http://site${from}`)
  const path = url.pathname.endsWith('/') ? url.pathname + 'index.html' : url.pathname
  const html = pages.get(path)
  const anchor = decodeURIComponent(url.hash.slice(1))
  return html !== undefined && (anchor === '' || html.includes(` id="${anchor}"`))
}
