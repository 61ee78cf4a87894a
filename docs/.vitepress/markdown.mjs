import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { operations, overview } from './operations.mjs'
import { slug } from './slug.mjs'
import { DOCS, pageOf, pagesOf, target } from './sources.mjs'

/** What the site makes of the Markdown files, which stay readable on a forge as they are. */

const DATABASES = ['H2', 'PostgreSQL', 'MySQL', 'MariaDB']
const NAMES = `(?:${DATABASES.join('|')})`
const HEADING = new RegExp(`^-- (${NAMES}(?:, ${NAMES})*)(?:: (.*))?$`)

export function switchbackMarkdown(md, { repository }) {
  md.core.ruler.after('normalize', 'switchback', state => {
    state.src = sqlTabs(samples(lists(state.src)))
  })
  md.core.ruler.after('inline', 'switchback-links', state => {
    for (const token of state.tokens) {
      if (token.type === 'inline') {
        links(token.children, state.env.relativePath ?? '', repository)
        pictures(token.children, state.env.relativePath ?? '')
      }
    }
  })
}

/** Lists of pages, which a source names by a comment. */
function lists(src) {
  return src
    .replace('<!-- operations -->', overview)
    .replace('<!-- guarantees -->', guarantees)
    .replace('<!-- decisions -->', () =>
      pagesOf('decisions').map(({ text, link }) => `- [${text}](..${link}.md)`).join('\n'))
}

/** The table of the README, and its limits. */
function guarantees() {
  const readme = readFileSync(join(DOCS, '..', 'README.md'), 'utf8')
  const [, table] = readme.match(/^(\| Guarantee [\s\S]*?)^\[Locking\]/m)
  return table.replace(/\]\(docs\//g, '](')
}

/** A sample of the query interface becomes a frame with its name. */
function samples(src) {
  return src.replace(
    /<!-- sample: (.*?) -->\n([\s\S]*?)<!-- \/sample -->/g,
    (all, name, body) =>
      `<div class="sample">\n<p class="sample-name">${capital(name)}</p>\n\n${body}\n</div>\n`)
}

const capital = text => text[0].toUpperCase() + text.slice(1)

/**
 * SQL of several databases becomes tabs, one for each database, also where the source has one
 * listing for two of them: so the choice of a reader always has a tab. A database that refuses the
 * operation says so in its tab.
 */
function sqlTabs(src) {
  return src.replace(
    /^```sql\n(-- [\s\S]*?)^```\n((?:\n*Refused by .*\n)*)/gm,
    (all, sql, refusals) => {
      const tabs = new Map()
      if (!readSql(sql, tabs)) {
        return all
      }
      for (const [, names, reason] of refusals.matchAll(/^Refused by (.*?): (.*)$/gm)) {
        for (const name of names.split(', ')) {
          tabs.set(name, `Refused: ${reason}\n`)
        }
      }
      const parts = DATABASES.filter(name => tabs.has(name)).map(name => `== ${name}\n${tabs.get(name)}`)
      return `:::tabs key:database variant:code\n${parts.join('')}:::\n`
    })
}

function readSql(sql, tabs) {
  let listing
  const found = new Map()
  for (const line of sql.split('\n')) {
    const heading = line.match(HEADING)
    if (heading) {
      listing = heading[2] ? [`-- ${heading[2]}`] : []
      heading[1].split(', ').forEach(name => found.set(name, [...(found.get(name) ?? []), listing]))
    } else if (listing) {
      listing.push(line)
    } else {
      return false
    }
  }
  for (const [name, listings] of found) {
    const text = listings.map(lines => lines.join('\n').trim()).join('\n\n')
    tabs.set(name, '```sql\n' + text + '\n```\n')
  }
  return true
}

/** Links to files of the repository lead to their pages, or to the forge, or nowhere. */
function links(tokens, page, repository) {
  let isDropped = false
  for (const token of tokens) {
    if (token.type === 'link_close' && isDropped) {
      isDropped = false
      Object.assign(token, { tag: 'span' })
    }
    const href = token.type === 'link_open' ? token.attrGet('href') : null
    if (!href || /^(\w+:|\/)/.test(href) || (href.startsWith('#') && !page.startsWith('operations/'))) {
      continue
    }
    const [path, anchor] = href.startsWith('#')
      ? ['docs/query-interface.md', href.slice(1)]
      : target(page, decodeURI(href)).split('#')
    if (!existsSync(join(DOCS, '..', path))) {
      throw new Error(`Dead link in ${page}: ${href}`)
    }
    const found = path === 'docs/query-interface.md' && operationAt(anchor) || pageOf(path)
    if (found) {
      token.attrSet('href', found + (anchor && !found.startsWith('/operations/') ? `#${anchor}` : ''))
    } else if (repository) {
      token.attrSet('href', `${repository}/${path}`)
    } else {
      isDropped = true
      Object.assign(token, { type: 'span_open', tag: 'span', attrs: [['title', `${path} in the repository`]] })
    }
  }
}

/** Returns the page of the operation whose section of the query interface has this anchor. */
function operationAt(anchor) {
  const found = anchor && operations().find(({ title }) => slug(title) === anchor)
  return found && `/operations/${found.slug}.md`
}

/** A picture of `docs/pictures` is put into the page, so that it follows the choice of light or dark. */
function pictures(tokens, page) {
  for (const token of tokens) {
    const src = token.type === 'image' ? token.attrGet('src') : ''
    if (src === '' || /^(\w+:|\/)/.test(src)) {
      continue
    }
    const path = target(page, src)
    if (/^docs\/pictures\/.*\.svg$/.test(path)) {
      const svg = readFileSync(join(DOCS, '..', path), 'utf8').replace(/<style>[\s\S]*?<\/style>\s*/, '')
      const content = `<span class="picture" v-pre>${svg.trim()}</span>`
      Object.assign(token, { type: 'html_inline', tag: '', content })
    } else {
      token.attrSet('src', `./${posix.relative(posix.dirname(`docs/${page}`), path)}`)
    }
  }
}
