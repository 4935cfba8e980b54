import { Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { contextMenu } from './menu.tsx'
import { nameOf } from './names.ts'
import { fine } from './state.ts'

export const SearchBox = (props: {
  value: string
  label: string
  onInput: (value: string) => void
  /** The one that Ctrl K leads to. */
  main?: boolean
  onEnter?: () => void
}) => (
  <div class="search">
    <Icon name="search" />
    <input
      type="search"
      value={props.value}
      aria-label={props.label}
      placeholder={props.label}
      autocomplete="off"
      spellcheck={false}
      enterkeyhint="search"
      onInput={event => props.onInput(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key === 'Enter' && !event.isComposing) props.onEnter?.()
        else if (event.key === 'Escape' && props.value) (props.onInput(''), event.stopPropagation())
      }}
    />
    <Show when={!props.value && fine() && props.main}>
      <kbd aria-hidden="true">{/Mac/.test(navigator.platform) ? '⌘K' : 'Ctrl K'}</kbd>
    </Show>
    <Show when={props.value}>
      <button type="button" class="search-clear" aria-label={t('clear')} onClick={() => props.onInput('')}>
        <Icon name="close" />
      </button>
    </Show>
  </div>
)

/** A line with a person in it. */
export const PersonRow = (props: {
  person: string
  name?: string
  note?: JSX.Element
  end?: JSX.Element
  /** Stands beside the line and is pressed by itself. */
  after?: JSX.Element
  current?: boolean
  onClick?: () => void
  /** What a long press, the right button or the menu key offers. */
  menu?: (at: { x: number; y: number } | Element) => void
}) => {
  const body = () => (
    <>
      <Avatar person={props.person} />
      <span class="cell-text">
        <span class="cell-title">{props.name ?? nameOf(props.person)}</span>
        <Show when={props.note}>
          <span class="cell-note">{props.note}</span>
        </Show>
      </span>
      {props.end}
    </>
  )
  return (
    <div role="listitem" class="person-row" ref={element => props.menu && contextMenu(element, props.menu)}>
      <Show when={props.onClick} fallback={<div class="cell">{body()}</div>}>
        <button
          type="button"
          class="cell"
          classList={{ current: props.current ?? false }}
          aria-current={props.current ? 'page' : undefined}
          data-row
          onClick={() => props.onClick?.()}
        >
          {body()}
        </button>
      </Show>
      {props.after}
    </div>
  )
}
