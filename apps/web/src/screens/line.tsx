import { createEffect, createMemo, createSignal, For, lazy, onCleanup, Show, Suspense, untrack } from 'solid-js'
import type { ChatEvent, ChatRow, TextBody } from '@plaza/contract'
import type { Line } from '../engine/lines.ts'
import { firstLink, onlyEmoji } from '../engine/linkify.ts'
import { isRich, textOf } from '../engine/rules.ts'
import { clockTime, fullTime, lineTime } from '../engine/time.ts'
import { nameIn } from '../groups/facts.ts'
import { language, refusal, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Card, isCard } from '../ui/cards.tsx'
import { Icon } from '../ui/icon.tsx'
import { contextMenu } from '../ui/menu.tsx'
import { lineOf, nameOf, recalledText, systemText } from '../ui/names.ts'
import { usePlace } from '../ui/page.tsx'
import { client, now, store } from '../ui/state.ts'
import { choosing, isChoosable, isChosen, toggleChosen } from './chosen.ts'
import { failedMenu, lineMenu, recalledTextOf } from './line-menu.tsx'
import { Linked } from './linked.tsx'
import { isSaidOtherwise } from './offered.ts'
import { openPerson } from './open.ts'
import '../styles/chosen.css'

const DRAWN_MS = 300
const LinkPreview = lazy(() => import('../talk/link-preview.tsx').then(module => ({ default: module.LinkPreview })))
const Otherwise = lazy(() => import('../talk/other-words.tsx').then(module => ({ default: module.Otherwise })))
export const Rich = lazy(() => import('../talk/rich.tsx').then(module => ({ default: module.Rich })))

export interface LineActions {
  reply(event: ChatEvent): void
  edit(event: ChatEvent): void
  again(text: string): void
  jump(q: number, from?: number): void
}

/** One row of the window: a bubble or a sentence, with the time or the "new messages" line above it. */
export function LineView(props: { line: () => Line; row: ChatRow; actions: LineActions; tail: boolean }) {
  // Asked for once: the row is of this line for as long as it stands.
  const line = untrack(() => props.line)
  const event = () => line().event
  const mine = () => event().f === store().myId
  const chooses = () => choosing(event().c) && isChoosable(event())
  let element!: HTMLDivElement
  // Drawn once at its full size before the browser may skip it: the scroller then never guesses. What comes while another
  // page lies over the chat is drawn when it is seen; skipped before that, Chromium would leave it out.
  const place = usePlace()
  createEffect(() => {
    if (!place.shown()) return
    const timer = setTimeout(() => element.classList.remove('fresh'), DRAWN_MS)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <div
      class="line fresh"
      ref={element}
      data-q={event().q || undefined}
      classList={{ mine: mine(), first: line().first, last: line().last, choosing: chooses() }}
    >
      <Show when={line().unread}>
        <p class="unread-line">
          <span>{t('chat.unread_line')}</span>
        </p>
      </Show>
      <Show when={line().timed}>
        <p class="line-time">
          <time>{lineTime(event().at, now(), language())}</time>
        </p>
      </Show>
      <Show
        when={event().k !== 'system' && event().recalled === undefined}
        fallback={<Sentence event={event()} actions={props.actions} />}
      >
        <Bubble line={line()} row={props.row} mine={mine()} actions={props.actions} tail={props.tail} />
      </Show>
      <Show when={chooses()}>
        <label class="choose">
          <input
            type="checkbox"
            class="hidden-visually"
            aria-label={`${nameIn(event().c, event().f)}: ${lineOf(event())}`}
            checked={isChosen(event())}
            onChange={() => toggleChosen(event())}
          />
          <span class="check" classList={{ on: isChosen(event()) }} />
        </label>
      </Show>
    </div>
  )
}

function Sentence(props: { event: ChatEvent; actions: LineActions }) {
  const again = () => (props.event.recalled === undefined ? undefined : recalledTextOf(props.event, now()))
  return (
    <p class="sentence">
      <Show
        when={props.event.b['what'] === 'pinned' && Number(props.event.b['q'])}
        fallback={
          <span>{props.event.recalled === undefined ? systemText(props.event) : recalledText(props.event)}</span>
        }
      >
        {q => (
          <button type="button" class="sentence-go" onClick={() => props.actions.jump(q(), props.event.q)}>
            {systemText(props.event)}
          </button>
        )}
      </Show>
      <Show when={again()}>
        {text => (
          <button type="button" class="text-button" onClick={() => props.actions.again(text())}>
            {t('chat.edit_again')}
          </button>
        )}
      </Show>
    </p>
  )
}

function Bubble(props: { line: Line; row: ChatRow; mine: boolean; actions: LineActions; tail: boolean }) {
  const event = () => props.line.event
  const named = () => props.row.kind === 'group' && !props.mine && props.line.first
  const text = createMemo(() => textOf(event()))
  const big = createMemo(() => event().re === undefined && event().k === 'text' && onlyEmoji(text()))
  const rich = () => isRich(event().k)
  const link = createMemo(() => (event().k === 'text' && event().q > 0 ? firstLink(text()) : undefined))
  const reactions = () => Object.entries(event().reactions ?? {})
  const failed = () => props.line.out?.state === 'failed'
  const show = (at: { x: number; y: number } | Element) =>
    props.line.out ? failedMenu(at, props.line.out) : lineMenu(at, event(), props.row, props.actions)
  return (
    <div class="said">
      <Show when={!props.mine}>
        <span class="said-by">
          <Show when={props.line.last}>
            <button
              type="button"
              tabindex="-1"
              class="face-button"
              aria-label={nameIn(event().c, event().f)}
              onClick={() => openPerson(event().f)}
            >
              <Avatar person={event().f} size="s" />
            </button>
          </Show>
        </span>
      </Show>
      <div class="said-body">
        <Show when={named()}>
          <span class="said-name">{nameIn(event().c, event().f)}</span>
        </Show>
        <div class="bubble-row">
          <Show when={props.line.out}>
            {out => (
              <button
                type="button"
                class="send-state"
                classList={{ failed: failed() }}
                disabled={!failed()}
                aria-label={failed() ? refusal(out().code ?? 'internal') : t('chat.sending')}
                onClick={click => failedMenu(click.currentTarget, out())}
              >
                <Icon name={failed() ? 'alert' : 'clock'} />
              </button>
            )}
          </Show>
          <div
            class="bubble"
            classList={{
              big: big(),
              card: isCard(event()),
              rich: rich(),
              [`k-${event().k}`]: rich(),
              bare: rich() && text() === '',
              waiting: Boolean(props.line.out) && !failed(),
            }}
            tabindex="0"
            title={fullTime(event().at, language())}
            ref={element => contextMenu(element, show)}
            onDblClick={() => props.line.out || props.actions.reply(event())}
            onKeyDown={key => {
              if ((key.key !== 'Enter' && key.key !== ' ') || key.target !== key.currentTarget) return
              key.preventDefault() // else the same key would press what the menu begins with
              show(key.currentTarget)
            }}
          >
            <Show when={event().re}>
              {q => <Quote c={event().c} q={q()} from={event().q} jump={props.actions.jump} />}
            </Show>
            <Show
              when={isCard(event())}
              fallback={
                <>
                  <Show when={rich()}>
                    <Suspense fallback={<span class="rich-wait" />}>
                      <Rich event={event()} out={props.line.out} />
                    </Suspense>
                  </Show>
                  <Show when={text() !== '' && event().k !== 'poll'}>
                    <Words c={event().c} text={text()} mentions={(event().b as TextBody).mentions ?? []} />
                  </Show>
                  <Show when={link()} keyed>
                    {url => (
                      <Suspense>
                        <LinkPreview event={event()} url={url} />
                      </Suspense>
                    )}
                  </Show>
                  <Show when={isSaidOtherwise(event().id)}>
                    <Suspense>
                      <Otherwise event={event()} />
                    </Suspense>
                  </Show>
                </>
              }
            >
              <Card event={event()} />
            </Show>
            <span class="bubble-end">
              <Show when={event().edited}>{t('chat.edited')} · </Show>
              <Show when={props.line.out?.later} fallback={<time>{clockTime(event().at, language())}</time>}>
                {at => <time>{t('chat.later', { time: lineTime(at(), now(), language()) })}</time>}
              </Show>
            </span>
          </div>
        </div>
        <Show when={reactions().length > 0}>
          <div class="reactions">
            <For each={reactions()}>{([e, people]) => <Reaction event={event()} e={e} people={people} />}</For>
          </div>
        </Show>
        <Show when={props.mine && props.tail && !props.line.out && props.row.seenQ !== undefined}>
          <span class="seen">
            <Show when={props.row.seenQ! >= event().q} fallback={t('chat.sent')}>
              <Icon name="checks" /> {t('chat.read')}
            </Show>
          </span>
        </Show>
      </div>
    </div>
  )
}

function Reaction(props: { event: ChatEvent; e: string; people: string[] }) {
  const on = () => props.people.includes(store().myId)
  const count = () => props.event.reactionCounts?.[props.e] ?? props.people.length
  const names = () =>
    props.people
      .slice(0, 12)
      .map(id => (id === store().myId ? t('you') : nameIn(props.event.c, id)))
      .join(', ')
  return (
    <button
      type="button"
      class="reaction"
      aria-pressed={on()}
      title={names()}
      aria-label={`${props.e} ${count()}: ${names()}`}
      onClick={() =>
        void client().say({ c: props.event.c, k: 'react', re: props.event.q, b: { e: props.e, on: !on() } })
      }
    >
      <span>{props.e}</span> {count()}
    </button>
  )
}

/** The message that is answered, in one line; a tap goes there. */
function Quote(props: { c: string; q: number; from: number; jump: (q: number, from?: number) => void }) {
  const [quoted, setQuoted] = createSignal<ChatEvent | undefined>(store().threads.get(props.c)?.at(props.q))
  const live = createMemo(() => store().threads.get(props.c)?.at(props.q) ?? quoted())
  if (!quoted()) void client().history.message(props.c, props.q).then(setQuoted)
  return (
    <button type="button" class="quote" onClick={() => props.jump(props.q, props.from)}>
      <Show when={live()} fallback={<span>{t('chat.quote_gone')}</span>}>
        {event => (
          <>
            <b>{event().f === store().myId ? t('you') : nameIn(props.c, event().f)}</b>
            <span>{lineOf(event())}</span>
          </>
        )}
      </Show>
    </button>
  )
}

/** The words of a bubble, with the names of those they mention. */
function Words(props: { c: string; text: string; mentions: string[] }) {
  const names = () =>
    props.mentions.flatMap(id =>
      (id === 'all'
        ? [t('chat.everyone'), 'all']
        : [nameIn(props.c, id), nameOf(id), store().people.get(id)?.name ?? '']
      ).filter(name => name !== ''),
    )
  return (
    <span class="words" dir="auto">
      <Linked text={props.text} names={names()} />
    </span>
  )
}
