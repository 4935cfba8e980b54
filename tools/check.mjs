// npm run check: what a change must pass before it is shown to others, all at once, in seconds. Types, format and
// tidy look at everything; lint and unit tests at what changed since they were last green (`--all`: at everything).
import { changedCode } from './changed.mjs'
import { checks, runCheck } from './checks.mjs'
import { checkNode, installPackages, say, tool } from './setup.mjs'

/** More than this is not much quicker than everything. */
const FILES_MAX = 60

checkNode()
installPackages()
const { files, keep } = changedCode()
const only = files && files.length <= FILES_MAX && !process.argv.includes('--all') ? files : undefined
if (only) say(`${only.length} files changed since all was well: lint and unit tests look at those (all: --all).`)

const vitest = tool('vitest/vitest.mjs')
const unit = ['--project', 'unit', '--reporter=dot', '--passWithNoTests']
const tests = only ? ['related', '--run', ...only, ...unit] : ['run', ...unit]
const all = checks(only)
if (only?.length !== 0) all.push({ name: 'unit tests', args: [vitest, ...tests] })
const results = await Promise.all(all.map(runCheck))
if (results.every(Boolean)) keep()
else process.exitCode = 1
