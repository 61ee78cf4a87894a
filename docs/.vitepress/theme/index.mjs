import { enhanceAppWithTabs } from 'vitepress-plugin-tabs/client'
import Theme from 'vitepress/theme'
import './style.css'

export default {
  extends: Theme,
  enhanceApp({ app }) {
    enhanceAppWithTabs(app)
  },
}
