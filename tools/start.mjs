// npm start: from a fresh clone to a running city.
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { become, buildWeb, checkNode, installPackages, root, tool } from './setup.mjs'

checkNode()
installPackages()
if (!buildWeb()) process.exit(1)
const typescript = pathToFileURL(tool('tsx/dist/loader.mjs')).href
// Messages live for milliseconds: with room to die young, they cost the collector a tenth less of the CPU.
const young = '--max-semi-space-size=64'
// The collector's and the compiler's helpers share the cores with the city and its database: on few cores four of them
// (Node's default) would push everything else aside while they work.
const helpers = `--v8-pool-size=${os.availableParallelism() <= 2 ? 1 : 4}`
become([
  young,
  helpers,
  '--import',
  typescript,
  path.join(root, 'apps/cli/src/main.ts'),
  'start',
  ...process.argv.slice(2),
])
