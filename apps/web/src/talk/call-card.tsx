import type { CallEnd, CallKind, CardBody, ChatEvent } from '@plaza/contract'
import { Show } from 'solid-js'
import { length } from '../calls/length.ts'
import { askForCall, joinCallIn } from '../calls/menu.ts'
import { openIn } from '../calls/open.ts'
import { language, t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { store } from '../ui/state.ts'
import '../styles/calls.css'

/** A call in its chat: how it went, and a touch calls again; one that goes on is joined. */
export default function CallCard(props: { event: ChatEvent }) {
  const facts = () => (props.event.b as CardBody).facts as { kind: CallKind; why?: CallEnd; ms?: number }
  const mine = () => props.event.f === store().myId
  const goesOn = () => facts().why === undefined && facts().ms === undefined
  const inIt = () => openIn(props.event.c)?.parties.some(party => party.person === store().myId)
  const missed = () => !mine() && (facts().why === 'missed' || facts().why === 'cancelled' || facts().why === 'busy')
  const words = () => {
    const { why, ms } = facts()
    if (ms !== undefined) return t('call.card.length', { length: length(ms, language()) })
    if (goesOn()) return t('call.card.open')
    return missed() ? t('call.card.missed') : t(`call.card.${why!}`)
  }
  return (
    <button
      type="button"
      class="call-card"
      classList={{ missed: missed() }}
      onClick={event =>
        goesOn() ? void joinCallIn(props.event.c) : askForCall(event.currentTarget, props.event.c, facts().kind)
      }
    >
      <Icon name={facts().kind === 'video' ? 'video' : 'call'} />
      <span>
        <b>{t(`call.kind.${facts().kind}`)}</b>
        <span>{words()}</span>
      </span>
      <Show when={goesOn() && !inIt()}>
        <span class="call-card-join">{t('call.join')}</span>
      </Show>
    </button>
  )
}
