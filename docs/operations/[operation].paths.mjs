import { operations } from '../.vitepress/operations.mjs'

export default {
  paths: () =>
    operations().map(({ slug, title, content }) => ({ params: { operation: slug, title }, content })),
}
