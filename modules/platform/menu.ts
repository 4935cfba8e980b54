import type { InputOf, MenuButton, MenuLeaf, platformApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { mustOpen } from '@plaza/programs'
import { tellServer } from './push/tell.ts'
import { menuOf, putMenu } from './store.ts'

type Api = typeof platformApi

/** Sets the menu of a program's account. Refuses buttons that do nothing, or something other than they say (`bad_input`). */
export async function setMenu(city: City, appId: string, buttons: readonly MenuButton[]): Promise<void> {
  for (const button of buttons) {
    const subs = button.buttons ?? []
    if (subs.length === 0 && !leads(button)) throw new Refusal('bad_input', { field: 'menu' })
    if (!subs.every(leads)) throw new Refusal('bad_input', { field: 'menu' })
  }
  await putMenu(city.db, appId, buttons)
}

function leads({ type, key, url, page }: Partial<MenuLeaf>): boolean {
  switch (type) {
    case 'click':
      return key !== undefined
    case 'view':
      return url !== undefined && /^https?:\/\/./.test(url) && URL.canParse(url)
    case 'page':
      return page !== undefined && page !== ''
    default:
      return false
  }
}

/** A citizen touched a button with a key, which the menu must hold (`not_found`). */
export async function clickProgramMenu(
  city: City,
  { input, by }: Call<InputOf<Api['clickProgramMenu']>>,
): Promise<ReplyOf<Api['clickProgramMenu']>> {
  const { appId, key, id } = input
  await mustOpen(city, appId)
  const menu = (await menuOf<MenuButton[]>(city.db, appId)) ?? []
  const all = menu.flatMap(button => [button, ...(button.buttons ?? [])])
  if (!all.some(button => button.type === 'click' && button.key === key)) throw new Refusal('not_found')
  await tellServer(city, city.db, { id, appId, kind: 'menu.clicked', person: by.person, facts: { key } })
  return { done: true }
}
