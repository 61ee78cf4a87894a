import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createMarkdownRenderer } from 'vitepress'
import { operations } from './operations.mjs'
import { DOCS, projectPages } from './sources.mjs'

/**
 * Messages come first, and pages about the past last. A user pastes a whole message, whose words are
 * everywhere. The browser gets the text of this function, so it uses nothing outside itself.
 */
export function weight(page) {
  if (page.includes('when-it-fails')) {
    return 2
  }
  return /\/(decisions|project)\/|#(undo|blocking)$/.test(page) ? 0.5 : 1
}

/**
 * Splits pages into what the search finds. VitePress does not index pages that are made at build
 * time, so they are rendered here. The page with all operations is left out: each of them has a page.
 */
export function searchSections(markdown) {
  let renderer
  return async (file, html) => {
    const page = relative(DOCS, file).replace(/\\/g, '/')
    if (page === 'query-interface.md') {
      return []
    }
    if (!existsSync(file)) {
      renderer ??= await createMarkdownRenderer(DOCS, markdown)
      html = renderer.render(contentOf(page), { path: file, relativePath: page })
    }
    return [...sections(html)]
  }
}

function contentOf(page) {
  const name = page.replace(/^.*\/|\.md$/g, '')
  const all = page.startsWith('operations/')
    ? operations().map(({ slug, content }) => [slug, content])
    : projectPages().map(({ page, content }) => [page, content])
  return Object.fromEntries(all)[name] ?? ''
}

function* sections(html) {
  const parts = html.split(/<h([1-6])[^>]*? id="([^"]*)"[^>]*>([\s\S]*?)<\/h\1>/)
  const titles = []
  for (let i = 1; i < parts.length; i += 4) {
    const level = Number(parts[i]) - 1
    titles.length = level
    titles[level] = text(parts[i + 2].replace(/<a class="header-anchor"[\s\S]*?<\/a>/, ''))
    const anchor = level === 0 ? '' : parts[i + 1]
    yield { anchor, titles: titles.filter(Boolean), text: text(parts[i + 3]) }
  }
}

const text = html =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
