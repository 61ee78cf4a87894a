import { projectPages } from '../.vitepress/sources.mjs'

export default {
  paths: () => projectPages().map(({ page, content }) => ({ params: { page }, content })),
}
