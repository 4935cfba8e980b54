import type { ChatEvent, ScheduledMessage } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { lineTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { openMenu } from '../ui/menu.tsx'
import { lineOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { now, store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { Unloaded } from './favourites.tsx'
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
        ? [{ label: t('chat.copy'), icon: 'copy' as const, run: () => void copy(String(one.b['text'])) }]
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

/** As the line of its chat will say it. */
const wordsOf = (one: ScheduledMessage): string =>
  one.k === 'text' ? String(one.b['text']) : lineOf({ ...one, q: 0, n: 0, f: store().myId } satisfies ChatEvent)

/** A rough look of the first picture: the file itself can be read only by whoever it was sent to. */
function Look(props: { of: ScheduledMessage }) {
  const { items, hash: own } = props.of.b as { items?: { hash?: string }[]; hash?: string }
  const hash = items?.[0]?.hash ?? own
  return (
    <Show when={hash}>
      {rough => (
        <span
          class="kept-look"
          aria-hidden="true"
          style={{ 'background-image': `url(${hashPicture(rough()) ?? ''})` }}
        />
      )}
    </Show>
  )
}

const copy = (text: string): Promise<void> =>
  navigator.clipboard.writeText(text).then(
    () => toast(t('copied')),
    () => toast(t('copy_failed')),
  )
