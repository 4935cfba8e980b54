import { createSignal, For, lazy, onMount, Show, Suspense } from 'solid-js'
import type { StickerWish } from '@plaza/contract'
import type { How } from '../talk/send-menu.tsx'
import { t, type Key } from '../i18n.ts'
import { rove } from '../ui/rove.ts'

const StickerPanel = lazy(() => import('../talk/sticker-panel.tsx').then(module => ({ default: module.StickerPanel })))

const KEPT = 'plaza.emoji'
/** The tab behind the last category. */
const STICKERS = 100
const RECENT_MAX = 24

const split = (glyphs: string): string[] => glyphs.split(' ')
const CATEGORIES: { key: Key; mark: string; glyphs: string[] }[] = [
  {
    key: 'emoji.faces',
    mark: '😀',
    glyphs: split(
      '😀 😃 😄 😁 😆 😅 😂 🤣 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😋 😛 😜 🤪 🤗 🤭 🤫 🤔 🫡 😐 😑 😶 😏 😒 🙄 😬 😌 😔 😪 😴 😷 🤒 🤕 🤢 🤧 🥵 🥶 😵 🤯 🤠 🥳 😎 🤓 😕 😟 🙁 😮 😲 😳 🥺 😨 😰 😢 😭 😱 😤 😡 🤬 😈 💀 💩 🤡 👻 🤖',
    ),
  },
  {
    key: 'emoji.hands',
    mark: '👋',
    glyphs: split(
      '👋 🖐️ ✋ 👌 🤏 ✌️ 🤞 🤟 🤙 👈 👉 👆 👇 👍 👎 ✊ 👊 👏 🙌 🫶 👐 🤝 🙏 💪 👀 🧠 👶 🧒 👩 👨 🧓 👵 👴 🙋 🤷 🤦 🙇 💃 🕺 🚶 🏃',
    ),
  },
  {
    key: 'emoji.hearts',
    mark: '❤️',
    glyphs: split(
      '❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💕 💖 💘 💯 ✨ ⭐ 🌟 🔥 💥 🎉 🎊 🎁 🎂 🎈 🧧 🏮 🎆 🏆 🥇 ✅ ❌ ❓ ❗ 💤 💬 📌 ⏰',
    ),
  },
  {
    key: 'emoji.nature',
    mark: '🐼',
    glyphs: split(
      '🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐯 🦁 🐮 🐷 🐸 🐵 🐔 🐧 🐦 🦉 🦋 🐝 🐢 🐟 🐬 🐳 🐉 🌱 🌳 🌵 🌸 🌹 🌻 🍀 🍁 🌙 ☀️ ⛅ 🌧️ ⛈️ ❄️ 🌈 🌊',
    ),
  },
  {
    key: 'emoji.food',
    mark: '🍜',
    glyphs: split(
      '🍎 🍊 🍋 🍌 🍉 🍇 🍓 🍑 🥭 🍍 🥑 🍅 🥦 🌽 🥕 🍞 🥐 🧀 🥚 🍗 🍔 🍟 🍕 🌮 🥗 🍜 🍚 🍣 🥟 🦐 🍦 🍰 🍫 🍿 ☕ 🍵 🧋 🍺 🍷 🥂',
    ),
  },
  {
    key: 'emoji.city',
    mark: '🚌',
    glyphs: split(
      '🏠 🏢 🏥 🏫 🏪 🏛️ ⛲ 🌉 🎡 🗺️ 📍 🚌 🚇 🚆 🚋 🚕 🚗 🚲 🛵 ✈️ ⛴️ 🚦 🅿️ ⚽ 🏀 🏓 🏸 🎾 🎮 🎵 🎬 📚 💻 📱 📷 💡 🔑 🔔 💰 💳 🧾 📦 ✉️ 📅',
    ),
  },
]

/**
 * The system's own glyphs, no pictures to load; those used last stand first. By key: Tab for tabs and glyphs, arrows among
 * them, Escape back to the words.
 */
export function Emoji(props: {
  c: string
  onClose: () => void
  onPick: (glyph: string) => void
  onSticker: (body: StickerWish, how: How) => void
}) {
  const [recent, setRecent] = createSignal<string[]>(JSON.parse(localStorage.getItem(KEPT) ?? '[]') as string[])
  const [chosen, setChosen] = createSignal(recent().length > 0 ? -1 : 0)
  const shown = () => (chosen() < 0 ? recent() : (CATEGORIES[chosen()]?.glyphs ?? []))
  let box!: HTMLDivElement
  // Opened by a key, it goes on from there.
  onMount(() => {
    if (document.activeElement?.matches('button:focus-visible'))
      box.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onClose()
    else if (!moveAmong(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const pick = (glyph: string) => {
    props.onPick(glyph)
    const next = [glyph, ...recent().filter(one => one !== glyph)].slice(0, RECENT_MAX)
    localStorage.setItem(KEPT, JSON.stringify(next))
    if (chosen() >= 0) setRecent(next)
  }
  const tab = (index: number, mark: string, key: Key) => (
    <button
      type="button"
      role="tab"
      aria-selected={chosen() === index}
      tabindex={chosen() === index ? 0 : -1}
      aria-label={t(key)}
      title={t(key)}
      onPointerDown={event => event.preventDefault()}
      onClick={() => setChosen(index)}
    >
      {mark}
    </button>
  )
  return (
    <div class="emoji" ref={box} onKeyDown={onKeyDown}>
      <div class="emoji-tabs" role="tablist" aria-label={t('chat.emoji')}>
        <Show when={recent().length > 0}>{tab(-1, '🕘', 'emoji.recent')}</Show>
        <For each={CATEGORIES}>{(category, i) => tab(i(), category.mark, category.key)}</For>
        {tab(STICKERS, '🐦', 'emoji.stickers')}
      </div>
      <Show when={chosen() === STICKERS}>
        <Suspense>
          <StickerPanel c={props.c} onPick={props.onSticker} />
        </Suspense>
      </Show>
      <div class="emoji-grid" role="tabpanel" aria-label={t('chat.emoji')} hidden={chosen() === STICKERS}>
        <For each={shown()}>
          {(glyph, i) => (
            <button
              type="button"
              tabindex={i() === 0 ? 0 : -1}
              onPointerDown={event => event.preventDefault()}
              onClick={() => pick(glyph)}
            >
              {glyph}
            </button>
          )}
        </For>
      </div>
    </div>
  )
}

/** Arrows, Home and End among the buttons of a row or a grid. */
function moveAmong(event: KeyboardEvent): boolean {
  const box = (event.target as HTMLElement).closest('[role=tablist], [role=tabpanel]')
  const to = rove(event, [...(box?.querySelectorAll('button') ?? [])])
  to?.focus()
  return to !== undefined
}
