import { operations } from './operations.mjs'
import { exists, pagesOf, projectPages, titleOf } from './sources.mjs'

const page = (name, text = titleOf(name)) => ({ text, link: `/${name}` })

/** The groups of pages in the order in which a newcomer needs them. A page that is not there is left out. */
const GROUPS = [
  ['Begin', [
    ['start', 'Start in sixty seconds'],
    ['guarantees', 'Guarantees'],
    ['migration-life', 'The life of a migration'],
    ['reversible'],
    ['adopt'],
  ]],
  ['Coming from …', [
    ['coming-from-sequelize', 'Sequelize'],
    ['coming-from-flyway', 'Flyway'],
    ['coming-from-liquibase', 'Liquibase'],
    ['coming-from-rails', 'Rails'],
  ]],
  ['Work with migrations', [
    ['plan', 'Plans'],
    ['lint'],
    ['expand-and-contract', 'While the old release runs'],
    ['testing'],
    ['verify'],
    ['sql-files'],
    ['repeatable', 'Repeatable migrations'],
    ['squash'],
    ['fleet', 'Fleets'],
    ['index-at-build-time', 'Index at build time'],
  ]],
  ['In your application', [
    ['spring-boot'],
    ['kubernetes', 'Kubernetes'],
    ['cdi'],
    ['micronaut'],
    ['jpa'],
    ['kotlin'],
    ['jooq'],
    ['maven'],
  ]],
  ['In production', [
    ['when-it-fails', 'When it fails'],
    ['locking', 'Locking'],
    ['observability'],
    ['privileges'],
    ['servers'],
    ['reliability'],
    ['performance'],
  ]],
]

const COMMANDS = [
  'up', 'down', 'down-all', 'redo', 'plan', 'status', 'pending-executed', 'verify', 'schema', 'baseline',
  'rename', 'accept', 'forget', 'adopt', 'resolve', 'init', 'create',
]

export function sidebar() {
  const named = new Set(GROUPS.flatMap(([, pages]) => pages.map(([name]) => name)))
  const others = pagesOf('.')
    .map(({ link }) => link.replace(/^\/\.\//, ''))
    .filter(name => !named.has(name) && !['commands', 'query-interface', 'glossary', 'architecture'].includes(name))
  return [
    ...GROUPS.map(([text, pages]) => ({
      text,
      collapsed: false,
      items: pages.filter(([name]) => exists(name)).map(([name, title]) => page(name, title)),
    })),
    ...(others.length > 0 ? [{ text: 'More', items: others.map(name => page(name)) }] : []),
    {
      text: 'Operations',
      link: '/operations/',
      collapsed: true,
      items: [
        ...operations().map(({ slug, title }) => ({ text: title, link: `/operations/${slug}` })),
        page('query-interface', 'All on one page'),
      ],
    },
    { text: 'Commands', link: '/commands', collapsed: true, items: commands() },
    { text: 'Rules of plan --lint', collapsed: true, items: pagesOf('lint') },
    {
      text: 'Project',
      collapsed: true,
      items: [
        ...projectPages().map(({ page, title }) => ({ text: title, link: `/project/${page}` })),
        page('architecture', 'Architecture'),
        page('glossary'),
      ],
    },
    { text: 'Decisions', link: '/decisions/', collapsed: true, items: pagesOf('decisions') },
  ]
}

function commands() {
  const all = pagesOf('commands').map(({ link }) => link.replace('/commands/', ''))
  const first = COMMANDS.filter(name => all.includes(name))
  return [...first, ...all.filter(name => !first.includes(name))].map(name => page(`commands/${name}`))
}
