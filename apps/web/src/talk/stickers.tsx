import type { ChatEvent, StickerBody } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { t, type Key } from '../i18n.ts'
import { contextMenu } from '../ui/menu.tsx'
import { openSendMenu, type How } from './send-menu.tsx'
import { PACK, pictureOf, stickers } from './sticker-pack.ts'
import '../styles/rich.css'

const KEPT = 'plaza.stickers'
const RECENT_MAX = 6

/** A sticker as it is drawn here, or its emoji where the pack is not known. */
export function Sticker(props: { event: ChatEvent }) {
  const body = () => props.event.b as StickerBody
  return <Drawn pack={body().pack} name={body().name} emoji={body().emoji} />
}

const labelOf = (name: string): string => t(`sticker.${name}` as Key)

const Drawn = (props: { pack: string; name: string; emoji: string }) => {
  const drawing = () => (props.pack === PACK ? stickers.find(one => one.name === props.name) : undefined)
  return (
    <Show when={drawing()} fallback={<span class="sticker-word">{props.emoji}</span>}>
      {one => <img class="sticker" src={pictureOf(one())} alt={labelOf(one().name)} draggable={false} />}
    </Show>
  )
}

const lastUsed = (): string[] => JSON.parse(localStorage.getItem(KEPT) ?? '[]') as string[]

/** The stickers to choose from, those used last first. A press sends one; a long one asks how. */
export function StickerGrid(props: { c: string; onPick: (body: StickerBody, how: How) => void }) {
  // As they were when the panel was opened: nothing moves under the finger.
  const recent = lastUsed()
  const rank = (name: string) => (recent.includes(name) ? recent.indexOf(name) : RECENT_MAX)
  const shown = stickers.toSorted((a, b) => rank(a.name) - rank(b.name))
  const pick = ({ name, emoji }: { name: string; emoji: string }, how: How = {}) => {
    props.onPick({ pack: PACK, name, emoji }, how)
    const next = [name, ...lastUsed().filter(one => one !== name)].slice(0, RECENT_MAX)
    localStorage.setItem(KEPT, JSON.stringify(next))
  }
  return (
    <div class="sticker-grid" role="tabpanel" aria-label={t('talk.stickers')}>
      <For each={shown}>
        {one => (
          <button
            type="button"
            ref={element => contextMenu(element, at => openSendMenu(at, props.c, how => pick(one, how)))}
            onPointerDown={event => event.preventDefault()}
            onClick={() => pick(one)}
          >
            <Drawn pack={PACK} name={one.name} emoji={one.emoji} />
          </button>
        )}
      </For>
    </div>
  )
}
