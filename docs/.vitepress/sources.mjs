import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const DOCS = join(dirname(fileURLToPath(import.meta.url)), '..')
const ROOT = join(DOCS, '..')

/** The files beside `docs` that are pages too, and the file that each page is made of. */
export const PROJECT = {
  overview: 'README.md',
  changelog: 'CHANGELOG.md',
  contributing: 'CONTRIBUTING.md',
  'release-process': 'RELEASING.md',
  security: 'SECURITY.md',
  'code-of-conduct': 'CODE_OF_CONDUCT.md',
}

export const projectPages = () =>
  Object.entries(PROJECT)
    .filter(([, file]) => existsSync(join(ROOT, file)))
    .map(([page, file]) => ({ page, content: readFileSync(join(ROOT, file), 'utf8') }))

/** Returns the pages of a folder of `docs`, each with its title, sorted by file name. */
export const pagesOf = folder =>
  readdirSync(join(DOCS, folder))
    .filter(name => name.endsWith('.md') && name !== 'index.md' && !name.startsWith('['))
    .sort()
    .map(name => `${folder}/${name.slice(0, -3)}`)
    .map(page => ({ text: titleOf(page), link: `/${page}` }))

export function titleOf(page) {
  const text = readFileSync(join(DOCS, `${page}.md`), 'utf8')
  return text.match(/^# (.*)$/m)[1].replace(/`/g, '')
}

export const exists = page => existsSync(join(DOCS, `${page}.md`))

/** Returns where a link of a page leads, as a path in the repository. */
export function target(page, href) {
  return posix.join(sourceFolder(page), href)
}

function sourceFolder(page) {
  if (page.startsWith('project/')) {
    return ''
  }
  return exists(page.replace(/\.md$/, '')) ? posix.join('docs', posix.dirname(page)) : 'docs'
}

/** Returns the page of the site that shows a path of the repository, or undefined. */
export function pageOf(path) {
  const project = Object.keys(PROJECT).find(page => PROJECT[page] === path)
  if (project) {
    return `/project/${project}.md`
  }
  if (/^docs\/decisions\/?$/.test(path)) {
    return '/decisions/index.md'
  }
  if (/^docs\/operations\/?$/.test(path)) {
    return '/operations/index.md'
  }
  return /^docs\/.*\.md$/.test(path) ? path.slice('docs'.length) : undefined
}
