import { limits, type StarredPage } from '@plaza/contract'
import { sql } from '@plaza/db'
import { expect, test } from 'vitest'
import { APP, OTHER, scene } from './scene.ts'

test('pages keep their star under the newest title until it is taken away, or everything is', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const star = (app: string, path: string, title: string, on = true) =>
    anna.call(`PUT /programs/${app}/pages/star`, { path, title, on })
  const pages = async (who = anna) => {
    const { body } = await who.call<{ pages: StarredPage[] }>('GET /programs/mine')
    return body.pages.map(({ program, path, title }) => [program.appId, path, title])
  }
  await star(APP, 'pages/poll/poll?id=1', 'Dinner')
  s.city.skip(1_000)
  await star(OTHER, 'pages/tide', 'Tides')
  await star(APP, 'pages/poll/poll?id=1', 'Dinner on Friday')
  expect(await pages()).toEqual([
    [OTHER, 'pages/tide', 'Tides'],
    [APP, 'pages/poll/poll?id=1', 'Dinner on Friday'],
  ])
  expect(await pages(bela)).toEqual([])
  await star(OTHER, 'pages/tide', 'Tides', false)
  await star(OTHER, 'pages/tide', 'Tides', false)
  expect(await pages()).toHaveLength(1)
  await anna.call(`DELETE /programs/${APP}/me`)
  expect(await pages()).toEqual([])
  expect((await star('wx00000000000000ff', 'pages/a', 'A')).no).toBe('not_found')
  expect((await star(APP, 'pages/a\u0000', 'A')).no).toBe('bad_input')
})

test('there are no more starred pages than fit a list', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  await anna.call(`POST /programs/${APP}/open`)
  await s.city.db.run(sql`
    insert into programs.starred_page
    select ${anna.id}, ${APP}, 'pages/' || n, 'A', now() from generate_series(1, ${limits.PROGRAM_PAGE_STARS_MAX}::int) n`)
  expect((await anna.call(`PUT /programs/${APP}/pages/star`, { path: 'b', title: 'B', on: true })).no).toBe(
    'too_many_stars',
  )
})
