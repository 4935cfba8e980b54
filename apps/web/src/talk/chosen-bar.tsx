import type { ChatEvent } from '@plaza/contract'
import { onCleanup, onMount } from 'solid-js'
import { t } from '../i18n.ts'
import { LEAVING } from '../router.ts'
import { chosenEvents, stopChoosing } from '../screens/chosen.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { openMenu } from '../ui/menu.tsx'
import { IconButton } from '../ui/page.tsx'
import { canForward, forward, hide, keep } from './deeds.tsx'
import '../styles/talk.css'

/** What can be done with the chosen messages. Stands where one writes otherwise. */
export function ChosenBar() {
  const events = chosenEvents
  const one = () => events().length === 0
  const forwardable = () => events().length > 0 && events().every(canForward)
  const after = async (deed: Promise<boolean>) => (await deed) && stopChoosing()
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || document.querySelector('dialog[open], .menu')) return
    event.stopPropagation()
    stopChoosing()
  }
  const onLeave = (event: Event) => event.defaultPrevented || (event.preventDefault(), stopChoosing())
  onMount(() => {
    addEventListener('keydown', onKey, true)
    addEventListener(LEAVING, onLeave)
    onCleanup(() => {
      removeEventListener('keydown', onKey, true)
      removeEventListener(LEAVING, onLeave)
      stopChoosing()
    })
  })
  const passOn = (from: Element) => {
    const all: ChatEvent[] = events()
    if (all.length === 1) return void after(forward(all))
    openMenu(from, [
      { label: t('talk.forward.each'), icon: 'forward_to', run: () => void after(forward(all)) },
      { label: t('talk.forward.record'), icon: 'inbox', run: () => void after(forward(all, 'record')) },
    ])
  }
  return (
    <div class="chosen-bar" role="toolbar" aria-label={t('talk.chosen', { count: events().length })}>
      <IconButton icon="close" label={t('cancel')} onClick={stopChoosing} />
      <b role="status">{t('talk.chosen', { count: events().length })}</b>
      <Deed icon="forward_to" label={t('chat.forward')} disabled={!forwardable()} onClick={passOn} />
      <Deed icon="star" label={t('chat.favourite')} disabled={one()} onClick={() => void after(keep(events()))} />
      <Deed icon="trash" label={t('chat.hide_message')} disabled={one()} onClick={() => void after(hide(events()))} />
    </div>
  )
}

const Deed = (props: { icon: IconName; label: string; disabled: boolean; onClick: (from: Element) => void }) => (
  <button
    type="button"
    class="icon-button"
    aria-label={props.label}
    title={props.label}
    disabled={props.disabled}
    onClick={event => props.onClick(event.currentTarget)}
  >
    <Icon name={props.icon} />
  </button>
)
