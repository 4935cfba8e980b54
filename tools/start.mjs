// npm start: from a fresh clone to a running city.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { serverFlags } from './node-flags.mjs'
import { become, buildWeb, checkNode, installPackages, root, tool } from './setup.mjs'

checkNode()
installPackages()
if (!buildWeb()) process.exit(1)
const typescript = pathToFileURL(tool('tsx/dist/loader.mjs')).href
become([
  ...serverFlags(),
  '--import',
  typescript,
  path.join(root, 'apps/cli/src/main.ts'),
  'start',
  ...process.argv.slice(2),
])
