import type { ProgramProfile } from '@plaza/contract'
import { PROGRAM_DOMAINS_MAX } from '@plaza/contract/limits'
import { createSignal, For } from 'solid-js'
import { t } from '../i18n.ts'
import { ApiError } from '../engine/api.ts'
import { Field } from '../ui/controls.tsx'
import { MakerPage, ReviewedNote, type Desk } from './parts.tsx'
import { ProfileForm } from './profile-form.tsx'
import { isDomain } from './rules.ts'

const KINDS = ['request', 'socket', 'upload', 'download', 'web'] as const
type Kind = (typeof KINDS)[number]

/** Where a program may reach: everything it asks goes through the city, which knows these addresses and no others. */
export function Domains(props: Desk) {
  const start = props.program.profile.domains
  const [typed, setTyped] = createSignal<Readonly<Record<Kind, string>>>(
    Object.fromEntries(KINDS.map(kind => [kind, (start[kind] ?? []).join('\n')])) as Record<Kind, string>,
  )
  const wrong = (kind: Kind) => linesOf(typed()[kind]).find(line => !isDomain(line, kind))
  const change = (): Partial<ProgramProfile> => {
    if (KINDS.some(wrong)) throw new ApiError('bad_input')
    const kinds = KINDS.map(kind => [kind, linesOf(typed()[kind])] as const).filter(([, lines]) => lines.length > 0)
    return { domains: Object.fromEntries(kinds) }
  }
  return (
    <MakerPage program={props.program} title={t('domains.title')}>
      <ReviewedNote />
      <ProfileForm {...props} change={change}>
        <For each={KINDS}>
          {kind => (
            <Field
              label={t(`domains.${kind}`)}
              hint={t(kind === 'socket' ? 'domains.hint.socket' : 'domains.hint')}
              error={wrong(kind) === undefined ? undefined : t('domains.wrong', { domain: wrong(kind)! })}
              value={typed()[kind]}
              onInput={text => setTyped({ ...typed(), [kind]: text })}
              multiline
            />
          )}
        </For>
      </ProfileForm>
    </MakerPage>
  )
}

const linesOf = (text: string): string[] =>
  [...new Set(text.split(/\s+/).filter(line => line !== ''))].slice(0, PROGRAM_DOMAINS_MAX)
