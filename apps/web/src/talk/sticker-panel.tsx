import type { OwnSticker, PackSticker, StickerWish } from '@plaza/contract'
import { createMemo, createSignal, For, Match, Show, Switch, type JSX } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { refusal, t, type Key } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { choosePicture } from '../screens/picture.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { contextMenu } from '../ui/menu.tsx'
import { openSendMenu, type How } from './send-menu.tsx'
import { PACK_IDS, packOf } from './sticker-packs.ts'
import { bringSticker } from './sticker-new.ts'
import { Drawn, noteOwn, ownUrl } from './stickers.tsx'
import '../styles/stickers.css'

const KEPT = 'plaza.stickers'
const RECENT_MAX = 12
const RECENT = 'recent'
const MINE = 'mine'

/** What was used last, as `pack/name`, or `own/<address>` for a picture. Names alone are of the first pack. */
function lastUsed(): string[] {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? '[]') as string[]
  return kept.map(one => (one.includes('/') ? one : `pip/${one}`))
}

function noteUsed(key: string): void {
  const next = [key, ...lastUsed().filter(one => one !== key)].slice(0, RECENT_MAX)
  localStorage.setItem(KEPT, JSON.stringify(next))
}

/** The stickers to choose from: those used last, one's own, and the packs. A press sends one; a long one asks how. */
export function StickerPanel(props: { c: string; onPick: (body: StickerWish, how: How) => void }) {
  // As they were when the panel was opened: nothing moves under the finger.
  const recent = lastUsed()
  const [chosen, setChosen] = createSignal(recent.length > 0 ? RECENT : PACK_IDS[0]!)
  const own = load(
    () => 0,
    async () => {
      const { stickers } = await call('GET /stickers')
      for (const one of stickers) noteOwn(one.id, one.file)
      return stickers
    },
  )
  const pick = (body: StickerWish, how: How = {}) => {
    props.onPick(body, how)
    noteUsed('file' in body ? `own/${body.file}` : `${body.pack}/${body.name}`)
  }
  /** Of those used last, what is there: a picture may have been taken out since, on another device too. */
  const used = createMemo(() =>
    recent.flatMap((key): (PackSticker | OwnSticker)[] => {
      const [pack, name] = key.split('/') as [string, string]
      if (pack === 'own') return own.data()?.filter(one => one.file === name) ?? []
      return (packOf(pack)?.stickers ?? []).filter(one => one.name === name).map(({ emoji }) => ({ pack, name, emoji }))
    }),
  )
  const tab = (id: string, label: string, mark: () => JSX.Element) => (
    <button
      type="button"
      role="tab"
      aria-selected={chosen() === id}
      tabindex={chosen() === id ? 0 : -1}
      aria-label={label}
      title={label}
      onPointerDown={event => event.preventDefault()}
      onClick={() => setChosen(id)}
    >
      {mark()}
    </button>
  )
  const firstOf = (pack: string): PackSticker | undefined => {
    const first = packOf(pack)?.stickers[0]
    return first && { pack, name: first.name, emoji: first.emoji }
  }
  const packTile = (body: PackSticker, first: boolean) => (
    <Tile c={props.c} first={first} onPick={how => pick(body, how)}>
      <Drawn of={body} />
    </Tile>
  )
  const ownTile = (one: OwnSticker, first: boolean) => (
    <Tile
      c={props.c}
      first={first}
      label={t('talk.sticker.own', { at: own.data()!.indexOf(one) + 1 })}
      onPick={how => pick({ file: one.file, w: one.w, h: one.h, bytes: one.bytes } as StickerWish, how)}
      onDrop={() => void drop(one)}
    >
      <img class="sticker" src={ownUrl(one.id, 'thumb')} alt="" decoding="async" draggable={false} />
    </Tile>
  )
  const drop = (one: OwnSticker) =>
    tried(async () => {
      await call('DELETE /stickers/:id', { id: one.id })
      await own.again()
    })
  return (
    <div class="sticker-panel" role="tabpanel" aria-label={t('talk.stickers')}>
      <div class="emoji-tabs" role="tablist" aria-label={t('talk.sticker.packs')}>
        <Show when={recent.length > 0}>
          {tab(RECENT, t('emoji.recent'), () => (
            <Icon name="clock" />
          ))}
        </Show>
        {tab(MINE, t('talk.sticker.mine'), () => (
          <Icon name="star" />
        ))}
        <For each={PACK_IDS}>
          {id =>
            tab(id, t(`sticker.pack.${id}` as Key), () => <Show when={firstOf(id)}>{of => <Drawn of={of()} />}</Show>)
          }
        </For>
      </div>
      <Switch>
        <Match when={chosen() === RECENT}>
          <Grid label={t('emoji.recent')}>
            <For each={used()}>{(one, i) => ('file' in one ? ownTile(one, i() === 0) : packTile(one, i() === 0))}</For>
          </Grid>
        </Match>
        <Match when={chosen() === MINE}>
          <Grid label={t('talk.sticker.mine')}>
            <Add onAdded={() => void own.again()} />
            <For each={own.data()}>{one => ownTile(one, false)}</For>
            <Show when={own.code() && !own.data()}>
              <p class="note sticker-note" role="alert">
                {refusal(own.code()!)}{' '}
                <Button kind="quiet" small icon="retry" onClick={() => void own.again()}>
                  {t('retry')}
                </Button>
              </p>
            </Show>
            <Show when={own.data()?.length === 0}>
              <p class="note sticker-note">{t('talk.sticker.none')}</p>
            </Show>
          </Grid>
        </Match>
        <Match when={chosen()} keyed>
          {id => (
            <Grid label={t(`sticker.pack.${id}` as Key)}>
              <For each={packOf(id)?.stickers}>
                {({ name, emoji }, i) => packTile({ pack: id, name, emoji }, i() === 0)}
              </For>
            </Grid>
          )}
        </Match>
      </Switch>
    </div>
  )
}

const Grid = (props: { label: string; children: JSX.Element }) => (
  <div class="sticker-grid" role="tabpanel" aria-label={props.label}>
    {props.children}
  </div>
)

function Tile(props: {
  c: string
  first: boolean
  label?: string
  onPick: (how?: How) => void
  onDrop?: () => void
  children: JSX.Element
}) {
  const more = () =>
    props.onDrop ? [{ label: t('talk.drop'), icon: 'trash' as const, run: props.onDrop, danger: true }] : []
  return (
    <button
      type="button"
      tabindex={props.first ? 0 : -1}
      aria-label={props.label}
      ref={element => contextMenu(element, at => openSendMenu(at, props.c, how => props.onPick(how), more()))}
      onPointerDown={event => event.preventDefault()}
      onClick={() => props.onPick()}
    >
      {props.children}
    </button>
  )
}

/** A picture of this device becomes a sticker. */
function Add(props: { onAdded: () => void }) {
  const [busy, setBusy] = createSignal(false)
  const add = async () => {
    const file = await choosePicture()
    if (!file) return
    setBusy(true)
    await tried(async () => {
      await call('POST /stickers', { id: uuidv7(), file: await bringSticker(file) })
    })
    setBusy(false)
    props.onAdded()
  }
  return (
    <button
      type="button"
      class="sticker-add"
      aria-label={t('talk.sticker.new')}
      title={t('talk.sticker.new')}
      aria-busy={busy()}
      disabled={busy()}
      onClick={() => void add()}
    >
      <Show when={!busy()} fallback={<i class="spinner" />}>
        <Icon name="plus" />
      </Show>
    </button>
  )
}
