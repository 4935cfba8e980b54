// npm test: every check and every test there is. The last line is the sum, for people and for machines.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { checks, runCheck } from './checks.mjs'
import { buildWeb, checkNode, installPackages, root, say, tool } from './setup.mjs'

const APT_WAIT_MS = 5 * 60_000

checkNode()
installPackages()
// A shell without windows first: it does the same with less.
const BROWSERS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
if (!process.env.CHROMIUM_PATH) {
  provide('chromium', findProgram(...BROWSERS), 'tests in a browser')
  const found = findProgram(...BROWSERS)
  if (found) process.env.CHROMIUM_PATH = found
}
provide('nats-server', findProgram('nats-server'), 'tests of many processes over NATS')

const sum = { passed: 0, failed: 0, skipped: 0 }
count(buildWeb())
for (const check of checks()) count(await runCheck(check))
await runVitest(process.argv.slice(2))
say(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`)
process.exitCode = sum.failed > 0 ? 1 : 0

function count(ok) {
  sum[ok ? 'passed' : 'failed']++
}

/** Installs a program that some tests need where we may (root with apt); else says what there will not be. */
function provide(name, found, needs) {
  if (found) return
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    say(`Installing ${name} for ${needs}…`)
    apt('update', '-qq')
    apt('install', '-y', '--no-install-recommends', name)
    if (findProgram(name)) return
  }
  say(`${name} is not installed: no ${needs}.`)
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', args, { stdio: 'ignore', env, timeout: APT_WAIT_MS })
}

function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/usr/sbin']
  return names.flatMap(name => folders.map(folder => path.join(folder, name))).find(file => existsSync(file))
}

/** The readable report goes to the terminal, the numbers come from the JSON one. */
async function runVitest(args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'plaza-report-'))
  const file = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await new Promise(resolve => {
    const child = spawn(
      process.execPath,
      [tool('vitest/vitest.mjs'), 'run', '--passWithNoTests', ...reporters, ...args],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('error', () => resolve(1))
    child.on('close', resolve)
  })
  const failedBefore = sum.failed
  try {
    addReport(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    say(`The test report cannot be read: ${error.message}`)
    sum.failed++
  }
  // An error outside of any test, or a file that ended too early, must not look like success.
  if (code !== 0 && sum.failed === failedBefore) sum.failed++
  rmSync(folder, { recursive: true, force: true })
}

function addReport(report) {
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') sum.passed++
      else if (test.status === 'failed') sum.failed++
      else sum.skipped++
    }
    // A file that could not even be loaded has no tests to count.
    if (file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed')) sum.failed++
  }
}
