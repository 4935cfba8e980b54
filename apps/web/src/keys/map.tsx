import { For } from 'solid-js'
import { openDialog } from '../host/dialog.tsx'
import { t, type Key } from '../i18n.ts'
import { Sheet } from '../ui/sheet.tsx'
import '../styles/keys.css'

const COMMAND = /Mac/.test(navigator.platform) ? '⌘' : 'Ctrl'
const ALT = /Mac/.test(navigator.platform) ? '⌥' : 'Alt'

/** What each does, and its keys; those of one press are one text. */
const KEYS: [Key, ...string[]][] = [
  ['keyboard.find', `${COMMAND} K`],
  ['keyboard.chat', `${ALT} ↑`, `${ALT} ↓`],
  ['keyboard.pane', 'F6', '⇧ F6'],
  ['keyboard.list', '↑', '↓', 'Home', 'End'],
  ['keyboard.menu', '⇧ F10'],
  ['keyboard.send', 'Enter'],
  ['keyboard.line', '⇧ Enter'],
  ['keyboard.edit', '↑'],
  ['keyboard.archive', 'E'],
  ['keyboard.folder', `${COMMAND} 1 … 9`],
  ['keyboard.close', 'Esc'],
  ['keyboard.help', `${COMMAND} /`],
]

/** Tells the keys that do something here. */
export const showKeys = (): void => void openDialog(done => <KeyMap onDone={done} />)

const KeyMap = (props: { onDone: () => void }) => (
  <Sheet title={t('keyboard.title')} onClose={() => props.onDone()}>
    <dl class="key-map">
      <For each={KEYS}>
        {([what, ...keys]) => (
          <div>
            <dt>{t(what)}</dt>
            <dd>
              <For each={keys}>{key => <kbd>{key}</kbd>}</For>
            </dd>
          </div>
        )}
      </For>
    </dl>
  </Sheet>
)
