// npm run check: what a change must pass before it is shown to others, all at once, in seconds.
import { checks, runCheck } from './checks.mjs'
import { checkNode, installPackages, tool } from './setup.mjs'

checkNode()
installPackages()
const unit = {
  name: 'unit tests',
  args: [tool('vitest/vitest.mjs'), 'run', '--project', 'unit', '--reporter=dot', '--passWithNoTests'],
}
const results = await Promise.all([...checks(), unit].map(runCheck))
process.exitCode = results.every(Boolean) ? 0 : 1
