import type { MenuButton } from '@plaza/contract'
import { expect, test } from 'vitest'
import { APP, town } from './scene.ts'

test('who manages a program sets its menu, citizens see it, and an empty one is gone', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const path = `/programs/${APP}/managed-menu`
  const menu: MenuButton[] = [
    { name: 'Today', type: 'page', page: 'pages/index/index' },
    { name: 'More', buttons: [{ name: 'Hours', type: 'click', key: 'hours' }] },
  ]
  expect((await anna.call(`PUT ${path}`, { menu })).no).toBe('not_found')
  expect((await t.maker.call(`PUT ${path}`, { menu: [{ name: 'Nothing' }] })).no).toBe('bad_input')
  expect((await t.maker.call(`PUT ${path}`, { menu })).no).toBeUndefined()
  expect((await t.maker.call(`GET ${path}`)).body).toEqual({ menu })
  expect((await anna.call<{ menu: MenuButton[] }>(`GET /programs/${APP}/service`)).body.menu).toEqual(menu)
  await t.maker.call(`PUT ${path}`, { menu: [] })
  await t.maker.call(`PUT ${path}`, { menu: [] })
  expect((await t.maker.call(`GET ${path}`)).body).toEqual({ menu: [] })
})
