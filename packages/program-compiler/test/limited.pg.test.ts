import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { compileLimited } from '../src/index.ts'
import { onePage } from './sources.ts'

test('a ZIP is compiled in a process of its own', async () => {
  const { manifest, files } = await compileLimited({ zip: zipSync(Object.fromEntries(onePage())) }, { appId: 'a' })
  expect(manifest.pages.map(page => page.path)).toEqual(['pages/home/home'])
  expect(files.get(manifest.packages[0]!.logic)).toBeInstanceOf(Uint8Array)
})

test('time and processor are limited', async () => {
  const zip = zipSync(Object.fromEntries(onePage({ 'app.scss': '@while true { .a { b: c } }' })))
  await expect(compileLimited({ zip }, { cpuSeconds: 4 })).rejects.toThrow(/more than 4 s of a processor|MB/)
  await expect(compileLimited({ zip }, { wallMs: 500 })).rejects.toThrow(/longer than 500 ms/)
})

test('links out of a folder are not followed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  try {
    await writeFile(join(folder, 'app.json'), '{"pages":["p"]}')
    await writeFile(join(folder, 'p.js'), 'Page({})')
    await symlink('/etc/passwd', join(folder, 'stolen.txt'))
    const { manifest } = await compileLimited({ folder })
    expect(manifest.packages[0]!.assets).toEqual({})
  } finally {
    await rm(folder, { recursive: true })
  }
})
