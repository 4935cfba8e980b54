import type { MakerProgram } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { push, root } from '../router.ts'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { PageCell } from '../ui/page-cell.tsx'
import { makerAt } from './address.ts'
import { CommandLines } from './command-lines.tsx'
import { MadeIcon, MakerPage, type Desk } from './parts.tsx'
import { run } from './run.ts'
import { BEHIND, PROFILE, WORK, type Section } from './sections.ts'
import { inWords, mayAs, programName } from './state.ts'
import { UploadNews } from './upload-news.tsx'

/** The first page of a program's desk: what citizens have of it, what is under way, and the ways on. */
export const Home = (props: Desk) => (
  <MakerPage program={props.program} title={programName(props.program)}>
    <div class="program-head">
      <MadeIcon appId={props.program.appId} profile={props.program.profile} size="l" />
      <h2>{programName(props.program)}</h2>
      <p>{inWords(props.program.profile.abouts)}</p>
      <div class="made-acts">
        <Show when={props.program.released}>
          <Button small kind="primary" onClick={() => void run(props.program.appId)}>
            {t('program.open')}
          </Button>
        </Show>
        <Show when={props.program.trial}>
          <Button small onClick={() => void run(props.program.appId, true)}>
            {t('trial.open')}
          </Button>
        </Show>
      </div>
    </div>
    <UploadNews program={props.program} />
    <Standing program={props.program} />
    <Show when={!root().startsWith('/maker/')}>
      <Ways program={props.program} of={WORK} />
      <Ways program={props.program} of={PROFILE} />
      <Ways program={props.program} of={BEHIND} />
    </Show>
    <Show when={props.program.serial === 0 && mayAs(props.program.role, 'developer')}>
      <CommandLines
        title={t('made.upload')}
        note={t('made.upload.note')}
        lines={[
          `plaza program login ${location.origin}`,
          'plaza program new . --existing',
          'plaza program upload --version 1.0.0 --note "…"',
        ]}
      />
    </Show>
  </MakerPage>
)

/** What citizens get, what the team tries, and what waits for a reviewer. */
function Standing(props: { program: MakerProgram }) {
  const version = (id: string) => push(makerAt(props.program.appId, 'versions', id))
  return (
    <Group>
      <Show when={props.program.released} fallback={<Cell title={t('made.citizens')} value={t('made.unreleased')} />}>
        {one => <Cell title={t('made.citizens')} value={one().version} onClick={() => version(one().id)} />}
      </Show>
      <Show when={props.program.grey}>
        {one => (
          <Cell
            title={t('made.some', { percent: one().percent })}
            value={one().version}
            onClick={() => version(one().id)}
          />
        )}
      </Show>
      <Show when={props.program.review}>
        {one => <Cell title={t('made.in_review')} value={t('made.see')} onClick={() => version(one())} />}
      </Show>
      <Show when={props.program.trial}>
        {one => <Cell title={t('made.in_trial')} value={t('made.see')} onClick={() => version(one())} />}
      </Show>
      <Cell
        title={t('made.appid')}
        note={<code>{props.program.appId}</code>}
        end={
          <Button small icon="copy" onClick={() => void copyText(props.program.appId)}>
            {t('chat.copy')}
          </Button>
        }
      />
    </Group>
  )
}

/** Ways on to what somebody sees here. */
const Ways = (props: { program: MakerProgram; of: readonly Section[] }) => {
  const shown = () => props.of.filter(one => mayAs(props.program.role, one.from))
  return (
    <Show when={shown().length > 0}>
      <Group>
        <For each={shown()}>
          {one => (
            <PageCell
              to={makerAt(props.program.appId, one.page)}
              icon={one.icon}
              tint={one.tint}
              title={t(one.title)}
              note={t(one.note)}
            />
          )}
        </For>
      </Group>
    </Show>
  )
}
