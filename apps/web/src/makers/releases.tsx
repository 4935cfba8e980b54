import type { ReleaseStep } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { nameOfCard } from '../ui/names.ts'
import { loadMade } from './changed.ts'
import { MakerPage, type Desk } from './parts.tsx'
import { rollBack } from './release.tsx'
import { isOwner } from './state.ts'
import '../styles/inspect.css'

const LOOKS = {
  release: { icon: 'checks', tone: 'good' },
  grey: { icon: 'globe', tone: 'good' },
  rollback: { icon: 'undo', tone: 'bad' },
} as const

/** What was given to whom, and gone back to, the newest first; and the way back to the version before. */
export function Releases(props: Desk) {
  const of = () => props.program.appId
  const loaded = loadMade(of, async () => (await call('GET /makers/programs/:appId/releases', { appId: of() })).steps)
  return (
    <MakerPage program={props.program} title={t('releases.title')}>
      <Answer loaded={loaded}>
        {steps => (
          <Show
            when={steps().length > 0}
            fallback={<Empty icon="globe" title={t('releases.none')} text={t('releases.none.text')} />}
          >
            <Now {...props} />
            <Show when={isOwner(props.program) && before(props, steps())}>
              {target => (
                <div class="big-action">
                  <Button
                    kind="danger"
                    icon="undo"
                    onClick={() => void rollBack(props.program, target()).then(props.changed)}
                  >
                    {t('release.back_to', { version: target().version })}
                  </Button>
                </div>
              )}
            </Show>
            <ol class="inspect" tabindex={0} aria-label={t('releases.title')}>
              <For each={steps()}>{step => <StepLine step={step} />}</For>
            </ol>
          </Show>
        )}
      </Answer>
    </MakerPage>
  )
}

/** Where a way back leads: to what everybody else has while there is a share, else to what was released before. */
function before({ program }: Desk, steps: readonly ReleaseStep[]): { id: string; version: string } | undefined {
  if (program.grey) return program.released
  const old = steps.find(step => step.kind !== 'grey' && step.versionId !== program.released?.id)
  return old && { id: old.versionId, version: old.version }
}

/** How many people have which version. */
const Now = (props: Desk) => (
  <Group title={t('releases.now')}>
    <Show when={props.program.grey}>{grey => <ShareCell percent={grey().percent} version={grey().version} />}</Show>
    <Show when={props.program.released}>
      {released => <ShareCell percent={100 - (props.program.grey?.percent ?? 0)} version={released().version} />}
    </Show>
  </Group>
)

const ShareCell = (props: { percent: number; version: string }) => (
  <Cell
    title={props.version}
    note={<span class="day-bar" aria-hidden="true" style={{ '--part': `${props.percent / 100}` }} />}
    value={t('release.percent', { percent: props.percent })}
  />
)

const StepLine = (props: { step: ReleaseStep }) => (
  <li class="inspect-step" data-tone={LOOKS[props.step.kind].tone}>
    <span class="inspect-icon">
      <Icon name={LOOKS[props.step.kind].icon} />
    </span>
    <time datetime={new Date(props.step.at).toISOString()}>{fullTime(props.step.at, language())}</time>
    <span class="inspect-text">
      <b>{t(`step.${props.step.kind}`, { version: props.step.version, percent: props.step.percent })}</b>
      <span class="inspect-small">
        {[props.step.by && nameOfCard(props.step.by), t('step.serial', { serial: props.step.serial })]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  </li>
)
