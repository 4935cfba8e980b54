import type { CallShown } from '@plaza/contract'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { listOf, t } from '../i18n.ts'
import { nameIn } from '../groups/facts.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { store } from '../ui/state.ts'
import { say } from '../ui/toast.tsx'
import { joinHere, live } from './line.ts'
import '../styles/pinned.css'
import '../styles/calls.css'

/** A call that goes on in this chat and that this device is not in: who is there, and the way in. */
export function OpenBar(props: { call: CallShown }) {
  const [busy, setBusy] = createSignal(false)
  const elsewhere = () => live()?.shown.id !== props.call.id
  const people = () => [...new Set(props.call.parties.map(party => party.person))]
  const who = () => {
    const names = people().map(person => (person === store().myId ? t('you') : nameIn(props.call.c, person)))
    return t('call.bar.who', { count: names.length, names: listOf(names) })
  }
  createEffect(on(elsewhere, is => is && say(`${t('call.bar')}. ${who()}`)))
  const join = async () => {
    setBusy(true)
    await joinHere(props.call)
    setBusy(false)
  }
  return (
    <Show when={elsewhere() && navigator.mediaDevices !== undefined}>
      <div class="pinned-bar call-bar" role="region" aria-label={t('call.bar')}>
        <Icon name={props.call.kind === 'video' ? 'video' : 'call'} />
        <span class="pinned-text">
          <b>{t('call.bar')}</b>
          <span dir="auto">{who()}</span>
        </span>
        <Button kind="primary" busy={busy()} onClick={() => void join()}>
          {t('call.join')}
        </Button>
      </div>
    </Show>
  )
}
