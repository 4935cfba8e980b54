import { createUniqueId, type JSX } from 'solid-js'

/** One of many, by the device's own list. */
export function Choice(props: {
  label: string
  value: string
  hint?: string
  onChange: (value: string) => void
  children: JSX.Element
}) {
  const id = createUniqueId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <select
          id={id}
          required
          value={props.value}
          aria-describedby={props.hint ? `${id}-note` : undefined}
          onChange={event => props.onChange(event.currentTarget.value)}
        >
          {props.children}
        </select>
      </div>
      {props.hint && (
        <p id={`${id}-note`} class="note">
          {props.hint}
        </p>
      )}
    </div>
  )
}
