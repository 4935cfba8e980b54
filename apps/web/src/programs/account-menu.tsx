import type { MenuButton, MenuLeaf } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { openProgram } from '../host/live.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Icon } from '../ui/icon.tsx'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import '../styles/account-menu.css'

const ICONS = { click: 'chats', view: 'globe', page: 'apps' } as const

/** The menu of a program's account: up to three buttons, some of which open a few more. */
export function AccountMenu(props: { appId: string; menu: readonly MenuButton[] }) {
  const act = (leaf: Partial<MenuLeaf>) => void follow(props.appId, leaf)
  const items = (button: MenuButton): MenuItem[] =>
    (button.buttons ?? []).map(one => ({ label: one.name, icon: ICONS[one.type], run: () => act(one) }))
  return (
    <MenuBar
      menu={props.menu}
      onPress={(button, at) => (button.buttons?.length ? openMenu(at, items(button)) : act(button))}
    />
  )
}

/** How the menu looks; its makers see it so while they write it. */
export const MenuBar = (props: {
  menu: readonly MenuButton[]
  onPress?: (button: MenuButton, at: Element) => void
}) => (
  <nav class="account-menu" aria-label={t('account_menu.title')}>
    <For each={props.menu}>
      {button => (
        <button
          type="button"
          aria-haspopup={button.buttons?.length ? 'menu' : undefined}
          disabled={!props.onPress}
          onClick={event => props.onPress?.(button, event.currentTarget)}
        >
          <Show when={button.buttons?.length}>
            <Icon name="more" />
          </Show>
          <span>{button.name || '…'}</span>
        </button>
      )}
    </For>
  </nav>
)

/** Does what a button says: tells the program's server, leads out of the city, or opens a page. */
async function follow(appId: string, { name = '', type, key, url, page }: Partial<MenuLeaf>): Promise<void> {
  if (type === 'page' && page !== undefined) return openProgram(appId, page)
  if (type === 'click' && key !== undefined) {
    const done = await tried(() => call('POST /programs/:appId/menu/clicks', { appId, id: uuidv7(), key }))
    if (done) toast(t('account_menu.told', { name }))
    return
  }
  if (type !== 'view' || url === undefined) return
  const sure = { title: t('account_menu.leave', { host: new URL(url).host }), text: url, ok: t('program.open') }
  if (await confirm(sure)) window.open(url, '_blank', 'noopener,noreferrer')
}
