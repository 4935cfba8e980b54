import type { Envelope } from '@plaza/contract'
import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { CloseButton } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import type { EnvelopeFacts } from './envelope-card.tsx'
import { checkDraw } from './fair-draw.ts'
import { inMoney } from './state.ts'

/** The coin turns at least so long: an answer that comes at once would leave nothing to look at. */
const TURN_MS = 450

/** An envelope over the conversation: closed, being opened, or what was in it. */
export default function EnvelopeDialog(props: { id: string; facts: EnvelopeFacts; onClose: () => void }) {
  const [seen, setSeen] = createSignal<Envelope>()
  const [turning, setTurning] = createSignal(false)
  const [refused, setRefused] = createSignal('')
  const sorry = () => refused() || (seen()?.left && seen()?.state === 'open' ? refusal('envelope_left') : '')
  // Answers overtake each other: the one in which more is taken is the later.
  const learn = (next: Envelope) => setSeen(now => (now && isLater(now, next) ? now : next))
  const look = () => tried(async () => learn(await call('GET /envelopes/:id', { id: props.id })))
  // Once all is taken or returned the card says so, and whoever has the result open sees the whole of it.
  createEffect(
    on(
      () => props.facts.state,
      () => void look(),
    ),
  )

  const mayOpen = () => {
    const it = seen()
    return it?.state === 'open' && !it.mine && (it.to === undefined || it.to === store().myId) && !sorry()
  }
  const open = async () => {
    setTurning(true)
    const turned = new Promise(done => setTimeout(done, TURN_MS))
    try {
      const opened = await call('POST /envelopes/:id/open', { id: props.id })
      await turned
      learn(opened)
    } catch (error) {
      await turned
      setRefused(refusal(codeOf(error)))
      await look()
    }
    setTurning(false)
  }
  return (
    <dialog
      class="envelope-dialog"
      data-cover={props.facts.cover}
      aria-label={title(props.facts.from)}
      ref={element => queueMicrotask(() => element.isConnected && !element.open && element.showModal())}
      onClose={() => props.onClose()}
      onKeyDown={event => event.key === 'Escape' && event.stopPropagation()}
      onClick={event => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="envelope-inside">
        <CloseButton />
        <p class="envelope-from">
          <Avatar person={props.facts.from} size="s" />
          {title(props.facts.from)}
        </p>
        <p class="envelope-wish">{props.facts.wish || t('envelope.wish')}</p>
        <Switch>
          <Match when={mayOpen()}>
            <button
              type="button"
              class="envelope-coin"
              classList={{ turning: turning() }}
              disabled={turning()}
              onClick={() => void open()}
            >
              {t(turning() ? 'envelope.opening' : 'envelope.open')}
            </button>
          </Match>
          <Match when={seen()}>{it => <Result envelope={it()} sorry={sorry()} />}</Match>
        </Switch>
      </div>
    </dialog>
  )
}

const isLater = (one: Envelope, other: Envelope): boolean =>
  one.taken > other.taken || (one.taken === other.taken && one.state !== 'open' && other.state === 'open')

const title = (from: string) =>
  from === store().myId ? t('envelope.mine') : t('envelope.from', { name: nameOf(from) })

function Result(props: { envelope: Envelope; sorry: string }) {
  const it = () => props.envelope
  const luckiest = () => {
    const takes = it().takes ?? []
    if (it().kind !== 'lucky' || it().state !== 'empty' || takes.length < 2) return undefined
    return takes.reduce((best, take) => (BigInt(take.amount) > BigInt(best.amount) ? take : best)).person
  }
  return (
    <div class="envelope-result" role="status">
      <Show
        when={it().mine}
        fallback={<p class="envelope-sorry">{props.sorry || t(`envelope.state.${it().state}`)}</p>}
      >
        {mine => (
          <>
            <p>{t('envelope.got')}</p>
            <p class="envelope-amount">{inMoney(mine().amount, it().currency)}</p>
            <p>{t('envelope.saved')}</p>
          </>
        )}
      </Show>
      <p class="envelope-count">
        {t('envelope.taken', { taken: it().taken, count: it().count })}
        <Show when={it().total}>
          {total => ` · ${t('envelope.total', { amount: inMoney(total(), it().currency) })}`}
        </Show>
      </p>
      <Show when={it().returned}>
        {back => <p>{t('envelope.gave_back', { amount: inMoney(back(), it().currency) })}</p>}
      </Show>
      <ul class="envelope-takes">
        <For each={it().takes}>
          {take => (
            <li>
              <Avatar person={take.person} size="s" />
              <span>
                <b>{take.person === store().myId ? t('you') : nameOf(take.person)}</b>
                <time>{fullTime(take.at, language())}</time>
              </span>
              <span class="envelope-share">
                {inMoney(take.amount, it().currency)}
                <Show when={luckiest() === take.person}>
                  <i>{t('envelope.luckiest')}</i>
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={it().seal}>
        <FairDraw envelope={it()} />
      </Show>
    </div>
  )
}

/** What was sealed, and, once all is over, the check that anybody can make. */
function FairDraw(props: { envelope: Envelope }) {
  const [checked, setChecked] = createSignal<boolean>()
  return (
    <details class="fair">
      <summary>{t('envelope.fair')}</summary>
      <p>{t('envelope.fair.sealed')}</p>
      <code>{props.envelope.seal}</code>
      <Show when={props.envelope.seed}>
        <code>{props.envelope.seed}</code>
        <Button small onClick={() => void checkDraw(props.envelope).then(setChecked)}>
          {t('envelope.fair.check')}
        </Button>
        <p role="status">
          <Show when={checked() !== undefined}>{t(checked() ? 'envelope.fair.ok' : 'envelope.fair.bad')}</Show>
        </p>
      </Show>
    </details>
  )
}
