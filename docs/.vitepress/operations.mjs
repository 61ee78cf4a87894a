import { readFileSync } from 'node:fs'

/** The operations of `docs/query-interface.md`, one page each: that file stays the only source. */

const read = name => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

let known

/**
 * Returns `{ slug, title, names, about, content }` for each section, in the order of the page. Reads
 * the files once: each link to an operation asks for them.
 */
export const operations = () => (known ??= readOperations())

function readOperations() {
  const lint = lintRules()
  return sections(read('query-interface.md')).map(({ title, body }) => {
    const names = title.split(', ')
    const content = `# ${title}\n${raise(body)}${undo(names)}${blocking(names, lint)}`
    return { slug: slug(names[0]), title, names, about: firstSentence(body), content }
  })
}

function sections(page) {
  return page
    .split(/^## /m)
    .slice(1)
    .map(text => {
      const end = text.indexOf('\n')
      return { title: text.slice(0, end), body: text.slice(end + 1) }
    })
}

/** Raises the headings of a section by one level, but nothing in a listing. */
function raise(body) {
  return outsideListings(body, text => text.replace(/^##(#+ )/gm, '#$1'))
}

function outsideListings(body, change) {
  return body
    .split(/(^```[\s\S]*?^```)/m)
    .map((part, i) => (i % 2 ? part : change(part)))
    .join('')
}

const slug = name => name.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase()

function firstSentence(body) {
  const paragraph = body.replace(/<!--[\s\S]*?-->/g, '').trim().split(/\n\n|\n- |\n```/)[0]
  const sentence = paragraph.replace(/\s+/g, ' ').match(/^.*?[.:](?= |$)/)?.[0] ?? ''
  return /^(```|- )/.test(paragraph) ? '' : sentence.replace(/:$/, '.').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}

/** The lines of the table of `docs/reversible.md` that name one of these operations. */
function undo(names) {
  const rows = read('reversible.md')
    .split('\n')
    .filter(line => line.startsWith('| `') && names.some(name => calls(line.split(' | ')[0], name)))
  if (rows.length === 0) {
    return ''
  }
  const head = '| in `change` | in `down` |\n|---|---|\n'
  return `\n## Undo\n\nIn a [reversible migration](reversible.md):\n\n${head}${rows.join('\n')}\n`
}

const calls = (text, name) => new RegExp(`\`${name}\\(`).test(text)

/** The rules of `docs/lint.md`, with the operations that their pages show as bad. */
function lintRules() {
  let database = ''
  const rules = []
  for (const part of read('lint.md').split(/\n(?=- \[|Every database:|PostgreSQL:|MySQL and MariaDB:)/)) {
    const rule = part.match(/^- \[.*?\]\((lint\/.*?)\)/)
    if (!rule) {
      database = part.match(/^(Every database|PostgreSQL|MySQL and MariaDB):/)?.[1] ?? ''
      continue
    }
    const bad = read(rule[1]).split('\n').filter(line => line.includes('// bad'))
    const names = bad.flatMap(line => [...line.matchAll(/db\.(\w+)\(/g)].map(call => call[1]))
    rules.push({ names, line: part.trim().replace(/^- /, `- ${database}: `) })
  }
  return rules
}

function blocking(names, rules) {
  const found = rules.filter(rule => rule.names.some(name => names.includes(name)))
  if (found.length === 0) {
    return ''
  }
  const lines = found.map(rule => rule.line).join('\n')
  return `\n## Blocking\n\n[\`plan --lint\`](lint.md) names these steps before they run:\n\n${lines}\n`
}

/** The groups of the overview, each with the first operation of its pages. Others come last. */
const GROUPS = {
  Tables: [
    'createTable', 'Types', 'dropTable', 'renameTable', 'commentOnTable', 'addNumbering', 'restartNumbering',
    'setTableOptions',
  ],
  Columns: ['addColumn', 'removeColumn', 'renameColumn', 'changeColumn', 'addEnumValue', 'renameEnumValue'],
  'Constraints and indexes': [
    'addConstraint', 'validateConstraint', 'removeConstraint', 'renameConstraint', 'addIndex', 'removeIndex',
    'renameIndex', 'hideIndex',
  ],
  'Schemas, enum types and views': ['createSchema', 'createEnumType', 'createView'],
  Rows: ['bulkInsert', 'insertNumbered', 'bulkUpdate', 'backfill', 'upsert'],
  'SQL and reading': ['execute', 'showAllTables'],
  'Where, whether and on which database': ['inSchema', 'online', 'ifNotExists', 'on'],
}

/** The lists of the overview. */
export function overview() {
  const all = operations()
  const grouped = Object.values(GROUPS).flat()
  const others = all.map(({ names }) => names[0]).filter(name => !grouped.includes(name))
  return Object.entries({ ...GROUPS, More: others })
    .map(([group, names]) => [group, all.filter(operation => names.includes(operation.names[0]))])
    .filter(([, pages]) => pages.length > 0)
    .map(([group, pages]) => `## ${group}\n\n${pages.map(line).join('\n')}`)
    .join('\n\n')
}

const line = ({ slug, title, about }) => `- [${title}](/operations/${slug}.md)${about && ': ' + about}`
