import type { CardBody, ChatEvent } from '@plaza/contract'
import { For } from 'solid-js'
import { openProgram } from '../host/live.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { SharedHead } from './parts.tsx'
import '../styles/programs.css'

export interface NoticeFacts {
  appId: string
  names: Partial<Record<string, string>>
  title: string
  /** A page of the program, or a screen of the city. */
  page?: string
  path?: string
  rows: [string, string][]
  icon?: string
}

/** A message of a program's server to somebody who asked for it, or of the city about a program; leads to what it is about. */
export default function NoticeCard(props: { event: ChatEvent }) {
  const facts = () => (props.event.b as CardBody).facts as unknown as NoticeFacts
  const open = () => {
    const { appId, page, path } = facts()
    if (path === undefined) void openProgram(appId, page ?? '', { scene: 1014 })
    else push(path)
  }
  return (
    <button type="button" class="program-share notice" onClick={open}>
      <NoticeText facts={facts()} />
    </button>
  )
}

/** What such a message says; its writers see it so before they send it. */
export const NoticeText = (props: { facts: NoticeFacts }) => (
  <>
    <SharedHead {...props.facts} />
    <b>{props.facts.title}</b>
    <span class="notice-rows">
      <For each={props.facts.rows}>
        {([field, value]) => (
          <span>
            <i>{field}</i> {value}
          </span>
        )}
      </For>
    </span>
    <span class="notice-open">{t('program.notice.open')}</span>
  </>
)
