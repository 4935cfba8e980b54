import { For } from 'solid-js'
import type { ChatEvent, ChatRow } from '@plaza/contract'
import { EDIT_WINDOW_MS, RECALL_WINDOW_MS } from '@plaza/contract/limits'
import type { OutItem } from '../engine/outbox.ts'
import { refusal, t } from '../i18n.ts'
import { isCard } from '../ui/cards.tsx'
import { copyText } from '../ui/copy.ts'
import { closeMenu, openMenu, type MenuItem } from '../ui/menu.tsx'
import { client, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { isCaptioned, isRich, textOf } from '../engine/rules.ts'
import { choose } from './chosen.ts'
import type { LineActions } from './line.tsx'
import { offered } from './offered.ts'
import { isPinned, mayPin, pin } from './pin.ts'
import { manages } from './rows.ts'
import { showReaders } from './readers.tsx'

/** What is done with messages beyond the chat; fetched when it is wished. */
const deeds = () => import('../talk/deeds.tsx')

const otherWords = () => import('../talk/other-words.tsx')

export const QUICK_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏']
const EDIT_AGAIN_MS = 5 * 60_000

/** What I recalled on this device, for as long as it may be written again. */
const recalled = new Map<string, { text: string; at: number }>()

export function recalledTextOf(event: ChatEvent, now: number): string | undefined {
  const kept = recalled.get(event.id)
  return kept && event.f === store().myId && now - kept.at < EDIT_AGAIN_MS ? kept.text : undefined
}

type At = { x: number; y: number } | Element

/** What one can do with a message. */
export function lineMenu(at: At, event: ChatEvent, row: ChatRow, actions: LineActions): void {
  // A card is for its module to change.
  const mine = event.f === store().myId && !isCard(event)
  const editable = mine && (!isRich(event.k) || isCaptioned(event.k))
  const age = Date.now() - event.at
  const writable = row.open && row.role !== 'gone'
  const items: MenuItem[] = []
  if (writable) items.push({ label: t('chat.reply'), icon: 'reply', run: () => actions.reply(event) })
  if (textOf(event) !== '') items.push({ label: t('chat.copy'), icon: 'copy', run: () => void copyText(textOf(event)) })
  const offer = offered()
  if (offer.translate && textOf(event) !== '' && event.q > 0)
    items.push({
      label: t('talk.translate'),
      icon: 'globe',
      run: () => void otherWords().then(o => o.say(event, 'translate')),
    })
  if (offer.transcribe && event.k === 'voice' && event.q > 0)
    items.push({
      label: t('talk.transcribe'),
      icon: 'file',
      run: () => void otherWords().then(o => o.say(event, 'transcribe')),
    })
  if (!isCard(event))
    items.push({ label: t('chat.forward'), icon: 'forward_to', run: () => void deeds().then(d => d.forward([event])) })
  if (editable && writable && age < EDIT_WINDOW_MS)
    items.push({ label: t('chat.edit'), icon: 'edit', run: () => actions.edit(event) })
  if (event.f === store().myId && store().me.privacy.readReceipts && row.kind === 'group') {
    items.push({ label: t('chat.readers'), icon: 'checks', run: () => showReaders(event) })
  }
  if (writable && mayPin(row) && event.q > 0)
    items.push({
      label: t(isPinned(event) ? 'chat.unpin' : 'chat.pin'),
      icon: isPinned(event) ? 'unpin' : 'pin',
      run: () => void pin(event, !isPinned(event)),
    })
  items.push(
    { label: t('chat.favourite'), icon: 'star', run: () => void deeds().then(d => d.keep([event])) },
    ...(stickerOf(event) === undefined
      ? []
      : [
          {
            label: t('chat.sticker'),
            icon: 'smile' as const,
            run: () => void deeds().then(d => d.keepSticker(stickerOf(event)!)),
          },
        ]),
    { label: t('chat.remind'), icon: 'clock', run: () => void deeds().then(d => d.remind(event)) },
    { label: t('chat.select'), icon: 'checks', run: () => choose(event) },
    { label: t('chat.hide_message'), icon: 'trash', run: () => void deeds().then(d => d.hide([event])), danger: true },
  )
  if (event.f !== store().myId)
    items.push({
      label: t('report.do'),
      icon: 'alert',
      run: () => void import('../report/sheet.tsx').then(m => m.reportTo(event.f, event)),
      danger: true,
    })
  // Owner and admins keep their group clean at any time.
  const leads = row.kind === 'group' && manages(row)
  if (mine && writable && (leads || age < RECALL_WINDOW_MS)) {
    items.push({ label: t('chat.recall'), icon: 'undo', run: () => recall(event), danger: true })
  } else if (leads && writable && !isCard(event) && event.q > 0) {
    items.push({
      label: t('chat.remove_for_all'),
      icon: 'undo',
      run: () => void deeds().then(d => d.removeForAll(event)),
      danger: true,
    })
  }
  openMenu(at, items, writable ? <Quick event={event} /> : undefined)
}

/** The one picture of a message, which may become a sticker of mine. */
function stickerOf({ k, b, q }: ChatEvent): string | undefined {
  const { items, ...own } = b as { items?: Picture[] } & Partial<Picture>
  const picture = k === 'sticker' ? own : k === 'picture' && items?.length === 1 ? items[0] : undefined
  return q > 0 && !picture?.gone ? picture?.file : undefined
}
type Picture = { file: string; gone?: true }

const Quick = (props: { event: ChatEvent }) => (
  <div class="quick" role="group" aria-label={t('chat.react')}>
    <For each={QUICK_REACTIONS}>
      {e => {
        const on = (props.event.reactions?.[e] ?? []).includes(store().myId)
        return (
          <button
            type="button"
            aria-label={e}
            aria-pressed={on}
            onClick={() => {
              closeMenu()
              void client().say({ c: props.event.c, k: 'react', re: props.event.q, b: { e, on: !on } })
            }}
          >
            {e}
          </button>
        )
      }}
    </For>
  </div>
)

function recall(event: ChatEvent): void {
  recalled.set(event.id, { text: textOf(event), at: Date.now() })
  void client().say({ c: event.c, k: 'recall', re: event.q, b: {} })
}

/** What one can do with a message that was not sent. */
export function failedMenu(at: At, item: OutItem): void {
  if (item.state !== 'failed') return
  toast(refusal(item.code ?? 'internal'))
  openMenu(at, [
    { label: t('chat.send_again'), icon: 'retry', run: () => client().outbox.retry(item.id) },
    { label: t('chat.delete_unsent'), icon: 'trash', run: () => client().outbox.remove(item.id), danger: true },
  ])
}
