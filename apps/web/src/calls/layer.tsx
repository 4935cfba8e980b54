import type { CallParty, CallShown } from '@plaza/contract'
import { CALL_PARTIES_MAX, CALL_PEOPLE_MAX } from '@plaza/contract/limits'
import { createEffect, createMemo, createSignal, For, onCleanup, onMount, Show, type JSX } from 'solid-js'
import { render } from 'solid-js/web'
import { language, t, type Key } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { fine, session, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { devicesOf } from './devices.ts'
import { length } from './length.ts'
import { accept, addPeople, decline, hangUp, live, media, over, ringing, setSmall, small } from './line.ts'
import type { LiveCall } from './live-call.ts'
import { EQUAL_MAX, first, wishes } from './places.ts'
import { ring } from './ring.ts'
import { Tile, Waited } from './tile.tsx'
import '../styles/calls.css'

const TICK_MS = 1_000

/** Puts calls over everything else that is on the screen. */
export async function drawCalls(): Promise<void> {
  const place = document.createElement('div')
  document.body.append(place)
  render(() => <Layer />, place)
}

const Layer = () => (
  <Show when={session().s === 'in'}>
    <Show when={ringing()}>{call => <Ringing call={call()} />}</Show>
    <Show when={live()}>{call => <Live call={call()} />}</Show>
    <Show when={!live() && over()}>
      {call => (
        <p class="call-over" role="status">
          {t(`call.over.${call().why ?? 'hung_up'}` as Key)}
        </p>
      )}
    </Show>
  </Show>
)

/** Somebody calls. It lies over dialogs too, and leaves what one does there as it is. */
function Ringing(props: { call: CallShown }) {
  let box!: HTMLDivElement
  onMount(() => {
    box.showPopover()
    box.querySelector<HTMLElement>('.take')?.focus({ preventScroll: true })
    onCleanup(ring())
  })
  const title = () => t(`call.rings.${props.call.kind}`)
  // Whoever began a call may be rung into it by those who are still there.
  const caller = () =>
    props.call.by === store().myId ? (props.call.parties[0]?.person ?? props.call.by) : props.call.by
  return (
    <div class="call-ring" role="alertdialog" aria-label={`${nameOf(caller())}: ${title()}`} popover="manual" ref={box}>
      <Avatar person={caller()} size="l" />
      <span class="call-ring-who">
        <b>{nameOf(caller())}</b>
        <span>{title()}</span>
      </span>
      <Round icon="hang_up" label={t('call.decline')} class="drop" onClick={() => void decline(props.call)} />
      <Show when={props.call.kind === 'video'}>
        <Round
          icon="call"
          label={t('call.accept.voice')}
          class="take"
          onClick={() => void accept(props.call, 'voice')}
        />
      </Show>
      <Round
        icon={props.call.kind === 'video' ? 'video' : 'call'}
        label={t('call.accept')}
        class="take"
        onClick={() => void accept(props.call)}
      />
    </div>
  )
}

function Live(props: { call: LiveCall }) {
  // It is one call all the time; that something in it changed, `live` tells.
  const shown = () => (live(), props.call.shown)
  const others = createMemo<CallParty[]>(was => {
    const here = shown().parties.filter(party => props.call.lines.views.has(party.peer))
    // The same people keep their tiles, and their pictures run on.
    return here.map(party => was.find(one => one.peer === party.peer) ?? party)
  }, [])
  const waited = () =>
    shown().asked.filter(one => one.answer === undefined && !shown().parties.some(party => party.person === one.person))
  const count = () => others().length + waited().length
  const places = () => ({
    others: others().map(party => party.peer),
    pinned: (live(), props.call.pinned),
    speaker: (live(), props.call.lines.speaker),
  })
  createEffect(() => props.call.lines.want(wishes(places(), small())))
  const [time, setTime] = createSignal(Date.now())
  const timer = setInterval(() => setTime(Date.now()), TICK_MS)
  onCleanup(() => clearInterval(timer))
  const status = () => {
    if (shown().state === 'ringing') return t('call.calling')
    const states = others().map(({ peer }) => props.call.lines.views.get(peer)?.state)
    if (states.includes('connected')) return length(time() - (shown().answeredAt ?? time()), language())
    return t(states.includes('disconnected') || states.includes('failed') ? 'call.reconnecting' : 'call.connecting')
  }
  const title = () =>
    [...others().map(party => party.person), ...waited().map(one => one.person)].map(nameOf).join(', ')
  let box!: HTMLElement
  onMount(() => box.focus({ preventScroll: true }))
  return (
    <section
      class="call"
      classList={{ small: small() }}
      role="dialog"
      aria-label={t('call.with', { name: title() })}
      tabindex="-1"
      ref={box}
      onKeyDown={event => keys(event)}
    >
      <header class="call-head">
        <Round icon="shrink" label={t('call.shrink')} onClick={() => setSmall(true)} />
        <span>
          <b>{title()}</b>
          <span role="timer">{status()}</span>
        </span>
        <Show when={store().rows.get(shown().c)?.kind === 'group'}>
          <Round icon="add" label={t('call.add')} onClick={() => void addTo(shown())} />
        </Show>
      </header>
      <div
        class="call-tiles"
        data-count={count()}
        classList={{
          several: count() > 1,
          many: count() >= EQUAL_MAX,
          led: first(places()) !== undefined,
        }}
      >
        <For each={others()}>
          {party => (
            <Tile
              peer={party.peer}
              person={party.person}
              call={props.call}
              large={first(places()) === party.peer}
              many={others().length > 1}
            />
          )}
        </For>
        <For each={waited().map(one => one.person)}>{person => <Waited person={person} />}</For>
        <Mine />
      </div>
      <Controls />
      <Show when={small()}>
        <button type="button" class="call-back" onClick={() => setSmall(false)}>
          <Icon name={shown().kind === 'video' ? 'video' : 'call'} />
          <span>{title()}</span>
          <span role="timer">{status()}</span>
        </button>
      </Show>
    </section>
  )
}

/** Asks whom to ring besides those who are there. */
async function addTo({ c, via, parties, asked }: CallShown): Promise<void> {
  const rung = asked.filter(one => one.answer === undefined)
  const there = [...new Set([...parties, ...rung].map(one => one.person))]
  const places = via === 'sfu' ? CALL_PEOPLE_MAX : CALL_PARTIES_MAX
  const people = await (await import('./people-sheet.tsx')).choosePeople(c, { there, places })
  if (people) await addPeople(people)
}

/** What the others see of me, small and mirrored as one knows oneself. */
function Mine() {
  const picture = () => (live(), media.picture)
  return (
    <Show when={picture()} keyed>
      {track => (
        <video
          class="call-mine"
          classList={{ mirrored: media.mirrored }}
          muted
          autoplay
          playsinline
          aria-label={t('call.mine')}
          ref={element => {
            element.muted = true
            element.srcObject = new MediaStream([track])
          }}
        />
      )}
    </Show>
  )
}

function Controls() {
  const on = () => (live(), media.on)
  const turn = (change: Promise<void>) => void change.catch(() => toast(t('call.not_given')))
  return (
    <div class="call-controls" role="group" aria-label={t('call.controls')}>
      <Round
        icon={on().mic ? 'mic' : 'mic_off'}
        label={t('call.mic')}
        pressed={on().mic}
        onClick={() => media.mute(on().mic)}
      />
      <Round
        icon={on().camera ? 'video' : 'video_off'}
        label={t('call.camera')}
        pressed={on().camera}
        onClick={() => turn(media.camera(!on().camera))}
      />
      <Show when={on().camera && !fine() && devicesOf('videoinput').length > 1}>
        <Round icon="retry" label={t('call.flip')} onClick={() => turn(media.flip())} />
      </Show>
      <Show when={'getDisplayMedia' in navigator.mediaDevices}>
        <Round
          icon="screen"
          label={t('call.screen')}
          class="share"
          pressed={on().screen}
          onClick={() => turn(media.screen(!on().screen))}
        />
      </Show>
      <Round icon="settings" label={t('call.devices')} onClick={() => void openDevices()} />
      <Round icon="hang_up" label={t('call.hang_up')} class="drop" onClick={() => void hangUp()} />
    </div>
  )
}

async function openDevices(): Promise<void> {
  await (await import('./devices-sheet.tsx')).chooseDevices()
}

const Round = (props: {
  icon: IconName
  label: string
  class?: string
  pressed?: boolean
  onClick: () => void
}): JSX.Element => (
  <button
    type="button"
    class={`call-button ${props.class ?? ''}`}
    aria-label={props.label}
    title={props.label}
    aria-pressed={props.pressed}
    onClick={() => props.onClick()}
  >
    <Icon name={props.icon} />
  </button>
)

function keys(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || small()) return
  event.stopPropagation()
  setSmall(true)
}
