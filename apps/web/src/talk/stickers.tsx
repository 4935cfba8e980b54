import type { ChatEvent, PackSticker, PictureItem, StickerWish } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { t, type Key } from '../i18n.ts'
import { fileUrl } from './files.ts'
import { hasPack, packOf, pictureOf } from './sticker-packs.ts'
import '../styles/stickers.css'

/** Where pictures of stickers can be read by me, whatever chat they are just going to. */
const readAt = new Map<string, string>()

export const ownUrl = (id: string, size: 'thumb' | 'view'): string => `/api/stickers/${id}/file?size=${size}`
/** Notes that this picture is a sticker of mine: it can be shown before it has arrived in a chat. */
export const noteOwn = (id: string, file: string): void => void readAt.set(file, ownUrl(id, 'view'))

export const isOwn = (body: StickerWish | PictureItem): body is PictureItem => 'file' in body

/** A sticker: as it is drawn here, or its emoji where the pack is not known; or somebody's own picture. */
export function Sticker(props: { event: ChatEvent }) {
  const body = () => props.event.b as PackSticker | PictureItem
  const own = () => (isOwn(body()) ? (body() as PictureItem) : undefined)
  return (
    <Show when={own()} fallback={<Drawn of={body() as PackSticker} />}>
      {item => <Own event={props.event} item={item()} />}
    </Show>
  )
}

/** What a sticker of a pack shows, in words. */
const labelOf = ({ pack, name }: PackSticker): string =>
  t((pack === 'pip' ? `sticker.${name}` : `sticker.${pack}.${name}`) as Key)

/** A sticker of a pack; its room is kept while the pack is on its way. */
export function Drawn(props: { of: PackSticker }) {
  const picture = () => {
    const pack = packOf(props.of.pack)
    const found = pack?.stickers.find(one => one.name === props.of.name)
    return pack && found && pictureOf(pack, found)
  }
  const coming = () => hasPack(props.of.pack) && !packOf(props.of.pack)
  return (
    <Show
      when={picture()}
      fallback={
        <Show when={coming()} fallback={<span class="sticker-word">{props.of.emoji}</span>}>
          <span class="sticker" />
        </Show>
      }
    >
      {source => <img class="sticker" src={source()} alt={labelOf(props.of)} draggable={false} />}
    </Show>
  )
}

/** Somebody's own picture at the size of a sticker. */
function Own(props: { event: ChatEvent; item: PictureItem }) {
  const [failed, setFailed] = createSignal<string>()
  const there = () => (props.event.q > 0 ? fileUrl(props.event.c, props.item.file, 'view') : undefined)
  const source = () => {
    const known = readAt.get(props.item.file)
    const wanted = known && known !== failed() ? known : there()
    if (wanted === undefined || wanted === failed()) return undefined
    return wanted
  }
  const { w, h } = props.item
  const shape = { 'aspect-ratio': `${w} / ${h}`, '--shape': Math.min(1, w / h) }
  return (
    <Show
      when={!props.item.gone && source()}
      fallback={
        <span class="sticker own" style={shape}>
          {props.item.gone || failed() ? t(props.item.gone ? 'talk.gone' : 'talk.not_here') : ''}
        </span>
      }
    >
      {url => (
        <img
          class="sticker own"
          style={shape}
          src={url()}
          alt={t('line.sticker')}
          decoding="async"
          draggable={false}
          onLoad={() => readAt.set(props.item.file, url())}
          onError={() => setFailed(url())}
        />
      )}
    </Show>
  )
}
