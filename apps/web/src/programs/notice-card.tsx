import type { CardBody, ChatEvent } from '@plaza/contract'
import { For } from 'solid-js'
import { openProgram } from '../host/live.ts'
import { language, t } from '../i18n.ts'
import { ProgramIcon } from './parts.tsx'
import '../styles/programs.css'

interface Facts {
  appId: string
  names: Partial<Record<string, string>>
  title: string
  page: string
  rows: [string, string][]
  icon?: string
}

/** A message that a program's server wrote to somebody who asked for it; leads to the page it is about. */
export default function NoticeCard(props: { event: ChatEvent }) {
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
      class="program-share notice"
      onClick={() => void openProgram(facts().appId, facts().page, { scene: 1014 })}
    >
      <span class="program-share-head">
        <ProgramIcon program={card()} size="s" /> {name()}
      </span>
      <b>{facts().title}</b>
      <span class="notice-rows">
        <For each={facts().rows}>
          {([field, value]) => (
            <span>
              <i>{field}</i> {value}
            </span>
          )}
        </For>
      </span>
      <span class="notice-open">{t('program.notice.open')}</span>
    </button>
  )
}
