import { EMPTY_COMPONENTS } from '@plaza/program-wire'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { apiRows, documentedNames, type Standing } from './compat-api.ts'
import { componentRows } from './compat-parts.ts'

/** `node --import tsx tools/compat.ts` writes what of the format is supported, as calling it in the runtime shows. */
export const COMPAT_FILE = fileURLToPath(new URL('../docs/reference/mini-programs.md', import.meta.url))

const SAID: Readonly<Record<Standing, string>> = {
  runtime: 'supported',
  host: 'supported, done by the host',
  fails: 'answers `fail not supported`',
  idle: 'may be called, nothing comes of it',
  missing: 'missing',
}

/** The same for the checks of the registry: the calls that do nothing here. */
export const UNSUPPORTED_FILE = fileURLToPath(new URL('../packages/program-wire/src/unsupported.ts', import.meta.url))

/** Names that may be called in vain, one a line. */
export async function unsupportedText(): Promise<string> {
  const rows = await apiRows(documentedNames())
  const names = [...rows].filter(([, standing]) => standing === 'fails' || standing === 'missing').map(([name]) => name)
  return `/** Calls of \`wx\` that fail or are missing here; written by \`node --import tsx tools/compat.ts\`. */
export const UNSUPPORTED_CALLS: ReadonlySet<string> = new Set([
${names.map(name => `  '${name}',`).join('\n')}
])
`
}

/** The whole page. */
export async function compatText(): Promise<string> {
  const names = documentedNames()
  const rows = await apiRows(names)
  const count = (...which: readonly Standing[]) => [...rows.values()].filter(one => which.includes(one)).length
  const components = componentRows()
  const empty = [...EMPTY_COMPONENTS].map(name => `\`${name}\``)
  const emptyOnes = `${empty.slice(0, -1).join(', ')} and ${empty.at(-1)}`
  return `# What mini programs may use

Written by \`node --import tsx tools/compat.ts\`; a test fails when it is not what that gives.

## \`wx.*\`

Every name that \`miniprogram-api-typings\` declares was called in the runtime, with a host that answers what the web app's
host answers: ${count('runtime', 'host')} of ${names.length} are supported, ${count('fails')} answer with the failure that is
documented for where something is not supported, ${count('idle')} may be called without anything coming of it (events that are
never told, objects that do nothing), ${count('missing')} are missing. \`wx.canIUse\` says the same.

| name | |
| --- | --- |
${names.map(name => `| \`${name}\` | ${SAID[rows.get(name)!]} |`).join('\n')}

## Components

Attributes and events that the documentation lists and the component's code knows. All components have \`id\`, \`class\`, \`style\`,
\`hidden\`, \`data-*\`, \`aria-*\`, \`animation\`, taps, touches, long presses, transitions and animations. What is in the last column is
taken and does nothing. ${emptyOnes} are empty
boxes.

| component | attributes | events | without effect |
| --- | --- | --- | --- |
${components.map(row => `| \`${row.name}\` | ${row.attributes.join(', ')} | ${row.events.join(', ')} | ${row.lacks.join(', ')} |`).join('\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(COMPAT_FILE, await compatText())
  writeFileSync(UNSUPPORTED_FILE, await unsupportedText())
}
