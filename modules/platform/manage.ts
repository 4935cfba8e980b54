import type { InputOf, MenuButton, platformApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { allTemplates, setTemplates } from '@plaza/programs'
import { setMenu } from './menu.ts'
import { mayManage } from './settings.ts'
import { dropMenu, menuOf } from './store.ts'

type Api = typeof platformApi

/** Refuses whoever does not manage a program, as if there were none (`not_found`). */
export async function mustManage(city: City, appId: string, person: string): Promise<void> {
  if (!(await mayManage(city, appId, person))) throw new Refusal('not_found')
}

export async function managedTemplates(
  city: City,
  { input, by }: Call<InputOf<Api['managedTemplates']>>,
): Promise<ReplyOf<Api['managedTemplates']>> {
  await mustManage(city, input.appId, by.person)
  const templates = await allTemplates(city, input.appId)
  return {
    templates: templates.map(({ id, titles, fields }) => ({
      id,
      titles,
      fields: fields.map(({ key, names }) => ({ key, names })),
    })),
  }
}

export async function setManagedTemplates(
  city: City,
  { input, by }: Call<InputOf<Api['setManagedTemplates']>>,
): Promise<ReplyOf<Api['setManagedTemplates']>> {
  await mustManage(city, input.appId, by.person)
  await setTemplates(city, input.appId, input.templates)
  return { done: true }
}

export async function managedMenu(
  city: City,
  { input, by }: Call<InputOf<Api['managedMenu']>>,
): Promise<ReplyOf<Api['managedMenu']>> {
  await mustManage(city, input.appId, by.person)
  return { menu: (await menuOf<MenuButton[]>(city.db, input.appId)) ?? [] }
}

/** Sets the menu as a program's server may, or takes it away. Safe to repeat. */
export async function setManagedMenu(
  city: City,
  { input, by }: Call<InputOf<Api['setManagedMenu']>>,
): Promise<ReplyOf<Api['setManagedMenu']>> {
  const { appId, menu } = input
  await mustManage(city, appId, by.person)
  if (menu.length === 0) await dropMenu(city.db, appId)
  else await setMenu(city, appId, menu)
  return { done: true }
}
