import type { MakerProgram, ProgramProfile, VersionState } from '@plaza/contract'
import { Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { ProgramIcon } from '../programs/parts.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { inWords, LOOKS, type Look } from './state.ts'
import '../styles/makers.css'

/** What every page of a program's desk is given. */
export interface Desk {
  readonly program: MakerProgram
  /** Something of it is not as it was: whatever shows it asks again. */
  readonly changed: () => void
}

/** A page of the desk of one program; one that was stopped says so everywhere. */
export const MakerPage = (props: {
  program: MakerProgram
  title: string
  actions?: JSX.Element
  children: JSX.Element
}) => (
  <Page title={props.title} class="maker-desk" actions={props.actions}>
    <Show when={props.program.stopped}>
      <p class="made-strip" role="note">
        <b>{t('made.stopped')}</b> {t('made.stopped.text')}
      </p>
    </Show>
    {props.children}
  </Page>
)

/** The picture of a program as its profile says it. */
export const MadeIcon = (props: { appId: string; profile: ProgramProfile; size?: 's' | 'm' | 'l' }) => (
  <ProgramIcon
    size={props.size ?? 'm'}
    program={{
      appId: props.appId,
      name: inWords(props.profile.names),
      about: '',
      maker: { name: '', official: false },
      ...(props.profile.icon ? { icon: props.profile.icon } : {}),
    }}
  />
)

/** A word with its picture on a colour that says how it stands. */
export const Mark = (props: { look: Look; children: JSX.Element }) => (
  <span class="mark" data-tone={props.look.tone}>
    <Icon name={props.look.icon} />
    {props.children}
  </span>
)

export const StateMark = (props: { state: VersionState }) => (
  <Mark look={LOOKS[props.state]}>{t(`version.state.${props.state}`)}</Mark>
)

/** That what is changed here waits for a reviewer. */
export const ReviewedNote = () => <p class="note center made-hint">{t('made.reviewed')}</p>
