import type { CardBody, ChatEvent } from '@plaza/contract'
import { Show } from 'solid-js'
import { openProgram } from '../host/live.ts'
import { SharedHead } from './parts.tsx'
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
  return (
    <button
      type="button"
      class="program-share"
      onClick={() => void openProgram(facts().appId, facts().path, { scene: 1007 })}
    >
      <SharedHead {...facts()} />
      <b>{facts().title}</b>
      <Show when={facts().image}>{image => <img src={`/media/${image()}`} alt="" loading="lazy" />}</Show>
    </button>
  )
}
