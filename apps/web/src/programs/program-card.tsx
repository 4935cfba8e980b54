import type { CardBody, ChatEvent } from '@plaza/contract'
import { Show } from 'solid-js'
import { language } from '../i18n.ts'
import { openProgram } from '../host/live.ts'
import { ProgramIcon } from './parts.tsx'
import '../styles/programs.css'

interface Facts {
  appId: string
  path: string
  title: string
  names: Partial<Record<string, string>>
  icon?: string
  image?: string
}

/** A page of a program that somebody shared: drawn from what the card brought, without starting the program. */
export default function ProgramCardView(props: { event: ChatEvent }) {
  const facts = () => (props.event.b as CardBody).facts as unknown as Facts
  const name = () => facts().names[language()] ?? facts().names['en'] ?? ''
  const card = () => ({
    appId: facts().appId,
    name: name(),
    about: '',
    maker: { name: '', official: false },
    ...(facts().icon ? { icon: facts().icon! } : {}),
  })
  return (
    <button
      type="button"
      class="program-share"
      onClick={() => void openProgram(facts().appId, facts().path, { scene: 1007 })}
    >
      <span class="program-share-head">
        <ProgramIcon program={card()} size="s" /> {name()}
      </span>
      <b>{facts().title}</b>
      <Show when={facts().image}>{image => <img src={`/media/${image()}`} alt="" loading="lazy" />}</Show>
    </button>
  )
}
