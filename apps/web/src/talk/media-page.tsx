import type { Attachment } from '@plaza/contract'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, t, type Key } from '../i18n.ts'
import { openChat } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { wantMessage } from '../ui/jump.ts'
import { load } from '../ui/load.ts'
import { minutesOf, nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { Chips, More, paged } from '../ui/paged.tsx'
import { now } from '../ui/state.ts'
import { fileUrl, sizeOf } from './files.ts'
import { hashPicture } from './thumbhash.ts'
import { byMonth } from './times.ts'
import '../styles/talk.css'

const KINDS = ['picture', 'video', 'file', 'link', 'voice'] as const
type Kind = (typeof KINDS)[number]

/** Everything that was sent in a chat besides words: pictures and films by month, files and links in lists. */
export function MediaPage(props: { id: string }) {
  const [kind, setKind] = createSignal<Kind>('picture')
  const ask = async (before?: string) => {
    const wish = { id: props.id, kind: kind(), ...(before === undefined ? {} : { before: Number(before) }) }
    const { items, more } = await call('GET /chats/:id/attachments', wish)
    return { rows: items.map(item => ({ ...item, id: String(item.q) })), more }
  }
  const first = load(kind, () => ask())
  const list = paged(first, ask, kind)
  const open = (item: Attachment) => {
    wantMessage(props.id, item.q)
    openChat(props.id)
  }
  const grid = () => kind() === 'picture' || kind() === 'video'
  return (
    <Page title={t('talk.media')}>
      <div class="media-kinds">
        <Chips
          label={t('talk.media.kind')}
          all={KINDS}
          on={kind()}
          name={one => t(`talk.media.${one}` as Key)}
          onChoose={setKind}
        />
      </div>
      <Show when={!first.code()} fallback={<Unloaded code={first.code()!} again={first.again} />}>
        <Show when={first.data() && !first.loading()} fallback={<Skeleton rows={5} />}>
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon={grid() ? 'image' : 'file'} title={t('talk.media.none')} />}
          >
            <Show when={grid()} fallback={<Rows items={list.rows()} onOpen={open} />}>
              <Months c={props.id} items={list.rows()} onOpen={open} />
            </Show>
            <More list={list} />
          </Show>
        </Show>
      </Show>
    </Page>
  )
}

function Months(props: { c: string; items: readonly Attachment[]; onOpen: (item: Attachment) => void }) {
  const months = createMemo(() => byMonth(props.items))
  const name = (month: number) => new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric' }).format(month)
  return (
    <For each={months()}>
      {({ month, items }) => (
        <section>
          <h2 class="list-head">{name(month)}</h2>
          <div class="media-grid">
            <For each={items}>
              {item => (
                <button
                  type="button"
                  aria-label={`${t(`line.${item.k}` as Key)}, ${nameOf(item.f)}, ${listTime(item.at, now(), language())}`}
                  style={item.hash ? { 'background-image': `url(${hashPicture(item.hash) ?? ''})` } : {}}
                  onClick={() => props.onOpen(item)}
                >
                  <Show when={item.k === 'picture' && !item.gone && item.file}>
                    {file => <img src={fileUrl(props.c, file(), 'thumb')} alt="" loading="lazy" decoding="async" />}
                  </Show>
                  <Show when={item.k === 'video'}>
                    <Icon name="play" />
                    <span>{minutesOf(item.ms ?? 0)}</span>
                  </Show>
                </button>
              )}
            </For>
          </div>
        </section>
      )}
    </For>
  )
}

const Rows = (props: { items: readonly Attachment[]; onOpen: (item: Attachment) => void }) => (
  <div class="group-box kept" role="list" aria-label={t('talk.media')}>
    <For each={props.items}>
      {item => (
        <div class="kept-row" role="listitem">
          <button type="button" class="kept-open" onClick={() => props.onOpen(item)}>
            <span class="kept-words" dir="auto">
              {item.title ?? item.name ?? item.url ?? t('line.voice')}
            </span>
            <span class="kept-by">
              <Icon name={item.k === 'link' ? 'link' : item.k === 'voice' ? 'mic' : 'file'} />
              {nameOf(item.f)} · {listTime(item.at, now(), language())}
              <Show when={item.bytes}>{bytes => <> · {sizeOf(bytes(), language())}</>}</Show>
              <Show when={item.k === 'voice' && item.ms}>{ms => <> · {minutesOf(ms())}</>}</Show>
            </span>
          </button>
          <Show when={item.url}>
            {url => (
              <a
                class="icon-button"
                href={url()}
                target="_blank"
                rel="noopener noreferrer nofollow"
                aria-label={t('talk.media.open', { what: url() })}
              >
                <Icon name="link" />
              </a>
            )}
          </Show>
        </div>
      )}
    </For>
  </div>
)
