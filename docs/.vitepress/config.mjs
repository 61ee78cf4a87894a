import { defineConfig } from 'vitepress'
import { tabsMarkdownPlugin } from 'vitepress-plugin-tabs'
import { checkLinks } from './links.mjs'
import { switchbackMarkdown } from './markdown.mjs'
import { searchSections, weight } from './search.mjs'
import { sidebar } from './sidebar.mjs'
import { slug } from './slug.mjs'

/** The path of the site on its host, and where a forge shows the files of the repository. */
const base = process.env.SITE_BASE ?? '/'
const repository = process.env.SITE_REPOSITORY ?? ''

const markdown = {
  anchor: { slugify: slug },
  config(md) {
    md.use(tabsMarkdownPlugin)
    md.use(switchbackMarkdown, { repository })
  },
}

export default defineConfig({
  title: 'Switchback',
  description: 'Database migrations in Java, on H2, PostgreSQL, MySQL and MariaDB',
  lang: 'en',
  base,
  markdown,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // The page with all operations is one chunk of a megabyte, and no other page loads it.
  vite: { build: { chunkSizeWarningLimit: 2500 } },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          _splitIntoSections: searchSections(markdown),
          searchOptions: { boostDocument: weight },
        },
      },
    },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Operations', link: '/operations/' },
      { text: 'Commands', link: '/commands' },
      { text: 'When it fails', link: '/when-it-fails' },
    ],
    sidebar: sidebar(),
    footer: { message: 'Apache License 2.0' },
  },
  buildEnd({ outDir }) {
    checkLinks(outDir, base)
  },
})
