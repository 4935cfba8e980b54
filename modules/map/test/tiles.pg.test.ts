import { bind } from '@plaza/http'
import { HARBOUR, harbourMap, testCity, type TestCity } from '@plaza/testkit'
import Fastify from 'fastify'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { map, tileOf, useMap } from '../index.ts'
import { LOOKS } from '../looks.ts'
import { openSource } from '../source.ts'
import { sweepTiles } from '../tiles.ts'

const real = fileURLToPath(new URL('../../../../shared/data/monaco/monaco.pmtiles', import.meta.url))
const MONACO = [7.4246, 43.7384] as const
const Z = 16

const tileAt = ([lon, lat]: readonly [number, number], z: number) => {
  const turn = (lat * Math.PI) / 180
  const x = Math.floor(((lon + 180) / 360) * 2 ** z)
  return { z, x, y: Math.floor(((1 - Math.asinh(Math.tan(turn)) / Math.PI) / 2) * 2 ** z) }
}

async function withMap(file: string | Buffer, run: (city: TestCity, folder: string) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'plaza-map-'))
  try {
    await using city = await testCity({ modules: [map] })
    const path = typeof file === 'string' ? file : join(home, 'map.pmtiles')
    if (typeof file !== 'string') writeFileSync(path, file)
    const folder = join(home, 'tiles')
    await useMap(city, path, folder)
    await run(city, folder)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** How many pixels of a picture have this colour, nearly. */
async function pixels(picture: Buffer, colour: string): Promise<number> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const rgb = [1, 3, 5].map(i => Number.parseInt(colour.slice(i, i + 2), 16))
  let found = 0
  for (let i = 0; i < data.length; i += info.channels) {
    if (rgb.every((part, j) => Math.abs(part - (data[i + j] ?? 0)) < 8)) found++
  }
  return found
}

describe('the map of a city', () => {
  test('says what it shows, with whom to thank as plain text', () =>
    withMap(harbourMap(), async city => {
      const app = Fastify()
      bind(app, city, map.routes ?? [])
      const { map: shown } = (await app.inject('/api/map')).json<{ map: Record<string, unknown> }>()
      expect(shown).toMatchObject({ minZoom: 15, maxZoom: 18, attribution: '© Nobody', center: [...HARBOUR] })
    }))

  test('draws water, streets and names in light and dark, and keeps what it drew', () =>
    withMap(harbourMap(), async (city, folder) => {
      const [lon, lat] = HARBOUR
      const sea = await tileOf(city, { theme: 'light', ...tileAt([lon, lat - 0.01], Z) })
      expect((await sharp(sea).metadata()).width).toBe(512)
      expect(await pixels(sea as Buffer, LOOKS.light.areas.water)).toBeGreaterThan(200_000)
      const street = await tileOf(city, { theme: 'dark', ...tileAt([lon, lat + 0.001], Z) })
      expect(await pixels(street as Buffer, LOOKS.dark.lines.primary)).toBeGreaterThan(2_000)
      const files = readdirSync(folder, { recursive: true }).filter(name => String(name).endsWith('.webp'))
      expect(files.length).toBe(32)
      expect(await tileOf(city, { theme: 'light', ...tileAt([lon, lat - 0.01], Z) })).toEqual(sea)
    }))

  test('many who want the same square have it drawn once; beyond the map there is nothing to draw', () =>
    withMap(harbourMap(), async (city, folder) => {
      const at = tileAt(HARBOUR, Z)
      const all = await Promise.all(
        Array.from({ length: 16 }, (_, i) => tileOf(city, { ...at, theme: 'light', x: at.x - (at.x % 4) + (i % 4) })),
      )
      expect(all.every(bytes => bytes !== undefined)).toBe(true)
      expect(await tileOf(city, { theme: 'light', z: Z, x: 0, y: 0 })).toBeUndefined()
      expect(await tileOf(city, { theme: 'light', ...tileAt(HARBOUR, 19) })).toBeUndefined()
      expect(await tileOf(city, { theme: 'light', ...tileAt(HARBOUR, 3) })).toBeUndefined()
      expect(readdirSync(join(folder, readdirSync(folder)[0] ?? '', 'light', String(Z)))).toHaveLength(4)
    }))

  test('tiles of another map are forgotten', () =>
    withMap(harbourMap(), async (city, folder) => {
      await tileOf(city, { theme: 'light', ...tileAt(HARBOUR, Z) })
      mkdirSync(join(folder, 'f'.repeat(16)))
      renameSync(
        join(folder, readdirSync(folder).find(name => name !== 'f'.repeat(16)) ?? ''),
        join(folder, 'e'.repeat(16)),
      )
      await sweepTiles(city)
      expect(readdirSync(folder)).toEqual([])
    }))

  test('what is no map is said to be none', async () => {
    const home = mkdtempSync(join(tmpdir(), 'plaza-map-'))
    const path = join(home, 'map.pmtiles')
    writeFileSync(path, 'not a map at all, but long enough to have a header of some bytes'.repeat(9))
    await expect(openSource(path)).rejects.toThrow()
    rmSync(home, { recursive: true })
  })

  test.skipIf(!existsSync(real))('a real city of OpenStreetMap is drawn at every zoom', () =>
    withMap(real, async city => {
      for (const z of [10, 13, 16, 18]) {
        const tile = await tileOf(city, { theme: 'light', ...tileAt(MONACO, z) })
        expect(await pixels(tile as Buffer, LOOKS.light.land), `zoom ${z}`).toBeLessThan(260_000)
      }
    }),
  )
})
if (!existsSync(real)) process.stdout.write('skipped: no feed data\n')
