import { For } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'delete'] as const

/**
 * Digits to be pressed on the screen: a PIN is never typed where a page of somebody else's could take the focus. A keyboard
 * reaches the buttons as any others; its digits count only while no frame of somebody else is on the page.
 */
export function Keypad(props: { disabled?: boolean; onDigit: (digit: string) => void; onDelete: () => void }) {
  const onKey = (event: KeyboardEvent) => {
    if (props.disabled || document.querySelector('iframe')) return
    if (/^\d$/.test(event.key)) props.onDigit(event.key)
    else if (event.key === 'Backspace') props.onDelete()
    else return
    event.preventDefault()
  }
  return (
    <div
      class="keypad"
      tabindex="-1"
      onKeyDown={onKey}
      ref={element => queueMicrotask(() => element.isConnected && element.focus({ preventScroll: true }))}
    >
      <For each={KEYS}>
        {key => (
          <button
            type="button"
            classList={{ none: key === '' }}
            disabled={(props.disabled ?? false) || key === ''}
            aria-label={key === 'delete' ? t('pay.delete') : undefined}
            aria-hidden={key === '' ? 'true' : undefined}
            onClick={() => (key === 'delete' ? props.onDelete() : props.onDigit(key))}
          >
            {key === 'delete' ? <Icon name="delete" /> : key}
          </button>
        )}
      </For>
    </div>
  )
}
