import type { MakerProgram, MakerTeam } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { PageCell } from '../ui/page-cell.tsx'
import { Page } from '../ui/page.tsx'
import { openMade } from './address.ts'
import { MadeIcon } from './parts.tsx'
import { mayDevelop, programName } from './state.ts'
import { TeamSheet } from './team-sheet.tsx'

/** Me, Mini programs I make: programs of my teams, the teams, and my keys. */
export function Makers() {
  const [making, setMaking] = createSignal(false)
  const loaded = loadShown(async () => {
    const [{ teams }, { programs }] = await Promise.all([call('GET /makers/teams'), call('GET /makers/programs')])
    return { teams, programs }
  })
  const mine = () => loaded.data()?.teams.filter(team => !team.invited) ?? []
  const answer = async (team: MakerTeam, accept: boolean) => {
    await tried(() => call('POST /makers/teams/:id/answer', { id: team.id, accept }))
    await loaded.again()
  }
  return (
    <Page title={t('makers.short')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <For each={data().teams.filter(team => team.invited)}>
              {team => <Invitation team={team} onAnswer={accept => void answer(team, accept)} />}
            </For>
            <Show
              when={mine().length > 0}
              fallback={
                <Empty icon="apps" title={t('makers.none')} text={t('makers.none.text')}>
                  <Button kind="primary" onClick={() => setMaking(true)}>
                    {t('makers.become')}
                  </Button>
                </Empty>
              }
            >
              <Programs programs={data().programs} teams={mine()} />
              <Show when={mine().some(mayDevelop)}>
                <div class="big-action">
                  <Button kind="primary" icon="plus" onClick={() => push('/me/makers/new')}>
                    {t('made.new')}
                  </Button>
                </div>
              </Show>
              <Group title={t('teams.title')}>
                <For each={mine()}>
                  {team => (
                    <PageCell
                      to={`/me/makers/teams/${team.id}`}
                      icon="group"
                      tint="#85610a"
                      title={team.name}
                      note={t(`maker.role.${team.role}`)}
                    />
                  )}
                </For>
                <Cell icon="plus" title={t('teams.another')} onClick={() => setMaking(true)} />
              </Group>
            </Show>
            <Group>
              <PageCell
                to="/me/makers/keys"
                icon="key"
                tint="#6b4fd3"
                title={t('maker.keys')}
                note={t('maker.keys.cell')}
              />
            </Group>
          </>
        )}
      </Answer>
      <Show when={making()}>
        <TeamSheet onClose={() => setMaking(false)} onDone={() => void loaded.again()} />
      </Show>
    </Page>
  )
}

const Invitation = (props: { team: MakerTeam; onAnswer: (accept: boolean) => void }) => (
  <section class="made-ask" aria-label={t('teams.asked', { team: props.team.name })}>
    <p>
      <b>{t('teams.asked', { team: props.team.name })}</b>
      <span>{t('teams.asked.as', { role: t(`maker.role.${props.team.role}`) })}</span>
    </p>
    <Button small onClick={() => props.onAnswer(false)}>
      {t('teams.decline')}
    </Button>
    <Button small kind="primary" onClick={() => props.onAnswer(true)}>
      {t('teams.join')}
    </Button>
  </section>
)

function Programs(props: { programs: readonly MakerProgram[]; teams: readonly MakerTeam[] }) {
  const team = (id: string) => (props.teams.length > 1 ? props.teams.find(one => one.id === id)?.name : undefined)
  return (
    <Show
      when={props.programs.length > 0}
      fallback={<Empty icon="apps" title={t('made.none')} text={t('made.none.text')} />}
    >
      <Group>
        <For each={props.programs}>
          {one => (
            <Cell
              start={<MadeIcon appId={one.appId} profile={one.profile} />}
              title={programName(one)}
              note={[standing(one), team(one.team)].filter(Boolean).join(' · ')}
              onClick={() => openMade(one.appId)}
            />
          )}
        </For>
      </Group>
    </Show>
  )
}

/** What citizens have of a program, in a few words. */
export function standing(one: MakerProgram): string {
  if (one.stopped) return t('made.stopped')
  const review = one.review ? [t('version.state.review')] : []
  const out = one.released ? t('made.released', { version: one.released.version }) : t('made.unreleased')
  const share = one.grey ? [t('made.share', { version: one.grey.version, percent: one.grey.percent })] : []
  return [out, ...share, ...review].join(' · ')
}
