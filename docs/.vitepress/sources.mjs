import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const DOCS = join(dirname(fileURLToPath(import.meta.url)), '..')
const ROOT = join(DOCS, '..')

/** The files beside `docs` that are pages too: the file that each page is made of, and its title. */
const PROJECT = {
  overview: { file: 'README.md', title: 'Overview and options' },
  changelog: { file: 'CHANGELOG.md', title: 'Changelog' },
  contributing: { file: 'CONTRIBUTING.md', title: 'Contributing' },
  'release-process': { file: 'RELEASING.md', title: 'Releases' },
  security: { file: 'SECURITY.md', title: 'Security' },
  'code-of-conduct': { file: 'CODE_OF_CONDUCT.md', title: 'Code of conduct' },
}

export const projectPages = () =>
  Object.entries(PROJECT)
    .filter(([, { file }]) => existsSync(join(ROOT, file)))
    .map(([page, { file, title }]) => ({ page, title, content: readFileSync(join(ROOT, file), 'utf8') }))

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
  const project = Object.keys(PROJECT).find(page => PROJECT[page].file === path)
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
