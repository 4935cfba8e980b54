import { icons, type IconName } from './icons.ts'

export type { IconName }

/** A line icon; always beside words or inside something that has a name. */
export const Icon = (props: { name: IconName; class?: string; filled?: boolean }) => (
  <svg
    class={`icon ${props.class ?? ''}`}
    classList={{ filled: props.filled ?? false }}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    <path d={icons[props.name]} />
  </svg>
)
