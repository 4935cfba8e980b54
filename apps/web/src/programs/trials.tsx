import type { Api } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openProgram } from '../host/live.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { confirm } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { ProgramIcon } from './parts.tsx'

type Trial = Api['GET /makers/trials']['reply']['trials'][number]

const cardOf = ({ appId, name, maker, icon }: Trial) => ({
  appId,
  name,
  about: '',
  maker: { name: maker, official: false },
  ...(icon === undefined ? {} : { icon }),
})

/** Programs that their makers asked me to try before everybody else; nothing where nobody did. */
export function Trials() {
  const loaded = load(
    () => 0,
    () => call('GET /makers/trials'),
  )
  const answer = async (trial: Trial, accept: boolean) => {
    await tried(() => call('POST /makers/trials/:appId', { appId: trial.appId, accept }))
    await loaded.again()
  }
  const leave = async ({ appId, name }: Trial) => {
    if (!(await confirm({ title: t('trials.leave.sure', { name }), ok: t('trials.leave'), danger: true }))) return
    await tried(() => call('DELETE /makers/programs/:appId/testers/:person', { appId, person: store().myId }))
    await loaded.again()
  }
  return (
    <Show when={(loaded.data()?.trials.length ?? 0) > 0}>
      <Group title={t('trials.title')} note={t('trials.note')}>
        <For each={loaded.data()!.trials}>
          {trial => (
            <Show when={trial.invited} fallback={<Tried trial={trial} onLeave={() => void leave(trial)} />}>
              <Asked trial={trial} onAnswer={accept => void answer(trial, accept)} />
            </Show>
          )}
        </For>
      </Group>
    </Show>
  )
}

/** One that I said yes to: it opens as its testers have it. */
const Tried = (props: { trial: Trial; onLeave: () => void }) => (
  <Cell
    start={<ProgramIcon program={cardOf(props.trial)} />}
    title={
      <>
        {props.trial.name} <span class="trial-mark">{t('trial.mark')}</span>
      </>
    }
    note={props.trial.version ? `${props.trial.version} · ${props.trial.maker}` : t('trials.nothing')}
    end={
      <>
        <Button small onClick={() => props.onLeave()}>
          {t('trials.leave')}
        </Button>
        <Show when={props.trial.version}>
          <Button small kind="primary" onClick={() => void openProgram(props.trial.appId, '', { trial: true })}>
            {t('program.open')}
          </Button>
        </Show>
      </>
    }
  />
)

/** One that I was asked to try. */
const Asked = (props: { trial: Trial; onAnswer: (accept: boolean) => void }) => (
  <Cell
    start={<ProgramIcon program={cardOf(props.trial)} />}
    title={props.trial.name}
    note={t('trials.asked', { maker: props.trial.maker })}
    end={
      <>
        <Button small onClick={() => props.onAnswer(false)}>
          {t('teams.decline')}
        </Button>
        <Button small kind="primary" onClick={() => props.onAnswer(true)}>
          {t('trials.accept')}
        </Button>
      </>
    }
  />
)
