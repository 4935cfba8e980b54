import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROMIUM_ARGS, freePort } from '@plaza/testkit'
import run from 'lighthouse'
import { chromium } from 'playwright-core'
import { median, type Figure } from './figures.ts'
import type { Town } from './town.ts'

const RUNS = 3
const BARS = { performance: 95, accessibility: 100, 'best-practices': 100 }

/** Lighthouse for phones, on the welcome screen and on the chats of somebody who is signed in; each a first visit. */
export async function lighthouse(path: string, town: Town): Promise<Figure[]> {
  return [...(await audit(path, town.url, 'welcome')), ...(await audit(path, town.url, 'chats', town.lee.token))]
}

async function audit(path: string, url: string, screen: string, token?: string): Promise<Figure[]> {
  const profile = mkdtempSync(join(tmpdir(), 'plaza-lighthouse-'))
  const port = await freePort()
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: path,
    headless: true,
    args: [...CHROMIUM_ARGS, `--remote-debugging-port=${port}`],
  })
  try {
    if (token) await context.addCookies([{ name: 'plaza_session', value: token, url, httpOnly: true, sameSite: 'Lax' }])
    const scores: Record<string, number[]> = {}
    const failed = new Set<string>()
    for (let i = 0; i < RUNS; i++) {
      const result = await run(url, { port, onlyCategories: Object.keys(BARS), logLevel: 'silent' })
      for (const [name, category] of Object.entries(result?.lhr.categories ?? {})) {
        ;(scores[name] ??= []).push((category.score ?? 0) * 100)
        for (const { id, weight } of category.auditRefs) {
          if (name !== 'performance' && weight > 0 && result?.lhr.audits[id]?.score === 0) failed.add(id)
        }
      }
    }
    return Object.entries(BARS).map(([name, least]) => ({
      name: `Lighthouse ${screen}: ${name}, median of ${RUNS}`,
      value: median(scores[name] ?? []),
      unit: '',
      least,
      ...(name === 'best-practices' && failed.size > 0 ? { note: [...failed].join(', ') } : {}),
    }))
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}
