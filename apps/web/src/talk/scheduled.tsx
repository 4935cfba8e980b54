import type { ChatEvent, PlaceBody, PollBody, ScheduledKind, ScheduledMessage } from '@plaza/contract'
import { For, Match, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { lineTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { openMenu } from '../ui/menu.tsx'
import { lineOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { now, store, watch } from '../ui/state.ts'
import { wordsOf as degreesOf } from './places.ts'
import { Sticker } from './stickers.tsx'
import { hashPicture } from './thumbhash.ts'
import '../styles/talk.css'

/** What the city will send for me in this chat, the next one first. */
export function Scheduled(props: { id: string }) {
  const list = load(
    () => (watch('scheduled'), props.id),
    async () => (await call('GET /chats/:id/scheduled', { id: props.id })).rows,
  )
  const change = (act: () => Promise<unknown>) =>
    tried(async () => {
      await act()
      await list.again()
    })
  const menu = (from: Element, one: ScheduledMessage) =>
    openMenu(from, [
      { label: t('talk.send_now'), icon: 'up', run: () => void change(() => call('POST /scheduled/:id/send', one)) },
      ...(one.b['text']
        ? [{ label: t('chat.copy'), icon: 'copy' as const, run: () => void copyText(String(one.b['text'])) }]
        : []),
      {
        label: t('talk.unschedule'),
        icon: 'trash',
        run: () => void change(() => call('DELETE /scheduled/:id', { id: one.id })),
        danger: true,
      },
    ])
  return (
    <Page title={t('talk.scheduled')}>
      <Show when={!list.code()} fallback={<Unloaded code={list.code()!} again={list.again} />}>
        <Show when={list.data()} fallback={<Skeleton rows={3} />}>
          <Show
            when={list.data()!.length > 0}
            fallback={
              <Empty icon="clock" title={t('talk.scheduled.none')} text={t('talk.scheduled.none.text')}>
                <Button onClick={back}>{t('talk.to_chat')}</Button>
              </Empty>
            }
          >
            <div class="group-box kept" role="list" aria-label={t('talk.scheduled')}>
              <For each={list.data()}>
                {one => (
                  <div class="kept-row" role="listitem" classList={{ ringing: one.failed !== undefined }}>
                    <Look of={one} />
                    <span class="kept-open">
                      <span class="kept-words" dir="auto">
                        {wordsOf(one)}
                      </span>
                      <Show when={noteOf(one)}>{note => <span class="kept-note">{note()}</span>}</Show>
                      <span class="kept-by">
                        <Icon name={one.failed ? 'alert' : one.silent ? 'mute' : 'clock'} />
                        {one.failed ? refusal(one.failed) : lineTime(one.at, now(), language())}
                      </span>
                    </span>
                    <IconButton
                      icon="more"
                      label={t('talk.more', { what: wordsOf(one).slice(0, 40) })}
                      popup
                      onClick={event => menu(event.currentTarget as Element, one)}
                    />
                  </div>
                )}
              </For>
            </div>
          </Show>
        </Show>
      </Show>
    </Page>
  )
}

const eventOf = (one: ScheduledMessage): ChatEvent => ({ ...one, q: 0, n: 0, f: store().myId })

/** As the line of its chat will say it. */
const wordsOf = (one: ScheduledMessage): string => (one.k === 'text' ? String(one.b['text']) : lineOf(eventOf(one)))

/** What its line does not say: the answers of a poll, where a place without a name is. */
function noteOf({ k, b }: ScheduledMessage): string | undefined {
  if (k === 'poll') return (b as unknown as PollBody).options.map(option => option.text).join(' · ')
  if (k === 'place' && !b['name']) return degreesOf(b as unknown as PlaceBody)
  return undefined
}

const ICONS: Partial<Record<ScheduledKind, IconName>> = {
  picture: 'image',
  video: 'video',
  voice: 'mic',
  file: 'file',
  place: 'place',
  poll: 'filter',
}

/**
 * What is put off, at a glance. Of a picture or film only a rough look: the file itself can be read only by whoever it was
 * sent to.
 */
function Look(props: { of: ScheduledMessage }) {
  const { items, hash: own, person } = props.of.b as { items?: { hash?: string }[]; hash?: string; person?: string }
  const hash = items?.[0]?.hash ?? own
  return (
    <Switch>
      <Match when={hash && hashPicture(hash)}>
        {rough => <span class="kept-look" aria-hidden="true" style={{ 'background-image': `url(${rough()})` }} />}
      </Match>
      <Match when={props.of.k === 'sticker'}>
        <span class="kept-look" aria-hidden="true">
          <Sticker event={eventOf(props.of)} />
        </span>
      </Match>
      <Match when={person}>
        {id => (
          <span class="kept-look" aria-hidden="true">
            <Avatar person={id()} />
          </span>
        )}
      </Match>
      <Match when={ICONS[props.of.k]}>
        {icon => (
          <span class="kept-look sign" aria-hidden="true">
            <Icon name={icon()} />
          </span>
        )}
      </Match>
    </Switch>
  )
}
