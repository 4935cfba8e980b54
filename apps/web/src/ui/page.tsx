import { createContext, Show, useContext, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import type { Pane } from '../routes.ts'
import { Icon } from './icon.tsx'
import { wide } from './state.ts'

/** Where a page stands, for its bar. `below` counts the pages under it in the same pane. */
export interface Standing {
  pane: () => Pane
  below: () => number
  shown: () => boolean
}
export const Place = createContext<Standing>({ pane: (): Pane => 'content', below: () => 0, shown: () => true })
export const usePlace = (): Standing => useContext(Place)

/** One screen: a bar with a title, and what scrolls below it. */
export function Page(props: {
  title: JSX.Element
  name?: string
  actions?: JSX.Element
  start?: JSX.Element
  foot?: JSX.Element
  class?: string
  children: JSX.Element
}) {
  return (
    <div class={`screen ${props.class ?? ''}`}>
      <Bar title={props.title} actions={props.actions} start={props.start} />
      <div class="scroll">{props.children}</div>
      {props.foot}
    </div>
  )
}

export function Bar(props: { title: JSX.Element; actions?: JSX.Element; start?: JSX.Element }) {
  const place = usePlace()
  const returns = () => place.pane() !== 'list' && (!wide() || place.below() > 0 || place.pane() === 'aside')
  const closes = () => wide() && place.pane() === 'aside' && place.below() === 0
  return (
    <header class="bar">
      <div class="bar-start">
        <Show when={returns()} fallback={props.start}>
          <IconButton icon={closes() ? 'close' : 'back'} label={closes() ? t('close') : t('back')} onClick={back} />
        </Show>
      </div>
      <h1 tabindex="-1">{props.title}</h1>
      <div class="bar-end">{props.actions}</div>
    </header>
  )
}

export const IconButton = (props: {
  icon: Parameters<typeof Icon>[0]['name']
  label: string
  onClick: (event: MouseEvent) => void
  class?: string
  pressed?: boolean
  disabled?: boolean
  popup?: boolean
  hidden?: boolean
}) => (
  <button
    type="button"
    class={`icon-button ${props.class ?? ''}`}
    aria-label={props.label}
    title={props.label}
    aria-pressed={props.pressed}
    aria-haspopup={props.popup ? 'menu' : undefined}
    disabled={props.disabled ?? false}
    hidden={props.hidden ?? false}
    onClick={event => props.onClick(event)}
  >
    <Icon name={props.icon} />
  </button>
)
