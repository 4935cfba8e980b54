import type { ProgramCard } from '@plaza/contract'
import { Show } from 'solid-js'
import { language } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import '../styles/programs.css'

const TINTS = ['#07803f', '#1667c0', '#b14a17', '#6b4fd3', '#85610a', '#0b7285']

/** The picture of a program, or the first sign of its name on a colour of its own. */
export const ProgramIcon = (props: { program: ProgramCard; size?: 's' | 'm' | 'l' }) => (
  <span
    class={`program-icon ${props.size ?? 'm'}`}
    style={{ '--c': TINTS[parseInt(props.program.appId.slice(-2), 16) % TINTS.length]! }}
    aria-hidden="true"
  >
    <Show when={props.program.icon} fallback={[...props.program.name][0]}>
      {icon => <img src={`/media/${icon()}`} alt="" loading="lazy" />}
    </Show>
  </span>
)

/** Who answers for a program. */
export const Maker = (props: { program: ProgramCard }) => (
  <span class="program-maker">
    {props.program.maker.name}
    <Show when={props.program.maker.official}>
      <Icon name="shield" />
    </Show>
  </span>
)

/** Picture and name over a card in a chat, from what the card brought, in the reader's language. */
export function SharedHead(props: { appId: string; names: Partial<Record<string, string>>; icon?: string }) {
  const name = () => props.names[language()] ?? props.names['en'] ?? ''
  const card = () => ({
    appId: props.appId,
    name: name(),
    about: '',
    maker: { name: '', official: false },
    ...(props.icon ? { icon: props.icon } : {}),
  })
  return (
    <span class="program-share-head">
      <ProgramIcon program={card()} size="s" /> {name()}
    </span>
  )
}
