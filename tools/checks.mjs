// The checks that need no test runner. Each counts as one test.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root, runQuietly, tool } from './setup.mjs'

/** Types, lint (of these files, or of all), format and tidy, as commands for this Node. */
export function checks(files = ['.']) {
  const all = [
    { name: 'types', args: [tool('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
    { name: 'format', args: [tool('oxfmt/bin/oxfmt'), '--check'] },
  ]
  if (files.length > 0) all.push({ name: 'lint', args: [tool('oxlint/bin/oxlint'), ...files] })
  for (const app of ['apps/web', 'apps/frame', 'apps/cli/page', 'packages/program-view', 'packages/program-runtime']) {
    if (has(`${app}/tsconfig.json`)) {
      all.push({ name: `types of ${app}`, args: [tool('typescript/bin/tsc'), '-p', app, '--noEmit'] })
    }
  }
  if (has('tools/tidy.ts')) all.push({ name: 'tidy', args: ['--import', 'tsx', 'tools/tidy.ts'] })
  return all
}

/** Runs one and prints its line; what it said only when it failed. */
export async function runCheck({ name, args }) {
  const done = await runQuietly(args)
  process.stdout.write(`${done.ok ? '✓' : '✗'} ${name} ${(done.ms / 1000).toFixed(1)} s\n`)
  if (!done.ok) process.stdout.write(`${done.output}\n`)
  return done.ok
}

function has(file) {
  return existsSync(path.join(root, file))
}
