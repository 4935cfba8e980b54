import { createUniqueId, Show, type JSX } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import { contextMenu } from './menu.tsx'

/** The plain button. It shows that it works, and cannot be pressed twice meanwhile. */
export const Button = (props: {
  children: JSX.Element
  onClick?: () => void
  kind?: 'primary' | 'plain' | 'danger' | 'quiet'
  type?: 'submit' | 'button'
  busy?: boolean
  disabled?: boolean
  icon?: IconName
  small?: boolean
  /** What a long press, the right button or the menu key offers. */
  menu?: (at: { x: number; y: number } | Element) => void
}) => (
  <button
    ref={element => props.menu && contextMenu(element, props.menu)}
    type={props.type ?? 'button'}
    class={`button ${props.kind ?? 'plain'}`}
    classList={{ small: props.small ?? false, busy: props.busy ?? false }}
    disabled={props.disabled ?? false}
    aria-busy={props.busy ?? false}
    aria-disabled={props.busy ? true : undefined} // not disabled: that would take the focus from whoever pressed it
    onClick={event => (props.busy ? event.preventDefault() : props.onClick?.())}
  >
    <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
    <span>{props.children}</span>
  </button>
)

/** A labelled input with its hint or its error beneath. */
export function Field(props: {
  label: string
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'password' | 'email' | 'search'
  hint?: string | undefined
  error?: string | undefined
  name?: string
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email'
  maxlength?: number
  autofocus?: boolean
  required?: boolean
  multiline?: boolean
  prefix?: string
}) {
  const id = createUniqueId()
  let focused = false
  const shared = () => ({
    id,
    name: props.name,
    value: props.value,
    maxlength: props.maxlength,
    required: props.required ?? false,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': props.error || props.hint ? `${id}-note` : undefined,
    onInput: (event: InputEvent) => props.onInput((event.currentTarget as HTMLInputElement).value),
    autofocus: props.autofocus ?? false,
    // Once: what is said of the field later must not call anybody back to it.
    ref: (element: HTMLElement) =>
      props.autofocus &&
      !focused &&
      (focused = true) &&
      queueMicrotask(() => element.isConnected && element.focus({ preventScroll: true })),
  })
  return (
    <div class="field" classList={{ wrong: Boolean(props.error) }}>
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <Show when={props.prefix}>
          <span aria-hidden="true">{props.prefix}</span>
        </Show>
        <Show
          when={props.multiline}
          fallback={
            <input
              {...shared()}
              type={props.type ?? 'text'}
              autocomplete={props.autocomplete}
              inputmode={props.inputmode}
              autocapitalize="off"
              spellcheck={false}
            />
          }
        >
          <textarea {...shared()} rows={4} />
        </Show>
      </div>
      <Show when={props.error || props.hint}>
        <p id={`${id}-note`} class="note" role={props.error ? 'alert' : undefined}>
          {props.error || props.hint}
        </p>
      </Show>
    </div>
  )
}

/** A yes or no that takes effect at once. */
export function Switch(props: {
  label: string
  hint?: string
  on: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <label class="cell switch">
      <span class="cell-text">
        <span class="cell-title">{props.label}</span>
        <Show when={props.hint}>
          <span class="cell-note">{props.hint}</span>
        </Show>
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={props.on}
        disabled={props.disabled ?? false}
        onChange={event => props.onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

/** A line that leads somewhere or tells a value. */
export function Cell(props: {
  title: JSX.Element
  note?: JSX.Element
  value?: JSX.Element
  icon?: IconName
  tint?: string
  start?: JSX.Element
  end?: JSX.Element
  onClick?: () => void
  danger?: boolean
  current?: boolean
}) {
  const body = () => (
    <>
      <Show when={props.icon} fallback={props.start}>
        {name => (
          <span class="cell-icon" style={props.tint ? { '--c': props.tint } : {}}>
            <Icon name={name()} />
          </span>
        )}
      </Show>
      <span class="cell-text">
        <span class="cell-title">{props.title}</span>
        <Show when={props.note}>
          <span class="cell-note">{props.note}</span>
        </Show>
      </span>
      <Show when={props.value}>
        <span class="cell-value">{props.value}</span>
      </Show>
      {props.end}
      <Show when={props.onClick && !props.end && !props.danger}>
        <Icon name="forward" class="chevron" />
      </Show>
    </>
  )
  return (
    <Show when={props.onClick} fallback={<div class="cell">{body()}</div>}>
      <button
        type="button"
        class="cell"
        classList={{ danger: props.danger ?? false, current: props.current ?? false }}
        aria-current={props.current ? 'page' : undefined}
        onClick={() => props.onClick?.()}
      >
        {body()}
      </button>
    </Show>
  )
}

/** Cells that belong together, with a heading above and a word of explanation below. */
export const Group = (props: { title?: string; note?: string; children: JSX.Element }) => (
  <section class="group">
    <Show when={props.title}>
      <h2>{props.title}</h2>
    </Show>
    <div class="group-box">{props.children}</div>
    <Show when={props.note}>
      <p class="note">{props.note}</p>
    </Show>
  </section>
)

export const Badge = (props: { count: number; dot?: boolean; label?: string }) => (
  <Show when={props.count > 0}>
    <Show when={!props.dot} fallback={<span class="dot" role="img" aria-label={props.label ?? ''} />}>
      <span class="badge" aria-label={props.label}>
        {props.count > 99 ? '99+' : props.count}
      </span>
    </Show>
  </Show>
)

/** Nothing here yet: says so kindly and offers the next step. */
export const Empty = (props: { icon: IconName; title: string; text?: string; children?: JSX.Element }) => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={props.icon} />
    </span>
    <h2>{props.title}</h2>
    <Show when={props.text}>
      <p>{props.text}</p>
    </Show>
    {props.children}
  </div>
)

/** The shape of a list that is on its way. */
export const Skeleton = (props: { rows?: number }) => (
  <div class="skeleton" aria-hidden="true">
    {Array.from({ length: props.rows ?? 8 }, (_, i) => (
      <div class="skeleton-row">
        <i />
        <span>
          <b style={{ width: `${30 + ((i * 17) % 30)}%` }} />
          <b style={{ width: `${50 + ((i * 29) % 40)}%` }} />
        </span>
      </div>
    ))}
  </div>
)
