import type { Api } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { matches } from '../engine/alphabet.ts'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { ProgramIcon } from '../programs/parts.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { nameOfCard } from '../ui/names.ts'
import { SearchBox } from '../ui/people.tsx'
import { toast } from '../ui/toast.tsx'
import { Desk, loadDesk, ReasonSheet } from './parts.tsx'

type Known = Api['GET /programs/all']['reply']['programs'][number]

/** Operators: every program of the city, to be stopped within seconds, and opened again. */
export function AllPrograms() {
  const loaded = loadDesk(async () => (await call('GET /programs/all')).programs)
  const [query, setQuery] = createSignal('')
  const [asked, setAsked] = createSignal<Known>()
  const shown = () => (loaded.data() ?? []).filter(one => matches(one.program.name, query().trim()))
  const turn = async ({ program }: Known, reason: string) => {
    const stopped = !program.stopped
    await call('PUT /programs/:appId/stopped', { appId: program.appId, stopped, reason })
    toast(t(stopped ? 'takedown.done' : 'takedown.undone', { name: program.name }))
    await loaded.again()
  }
  return (
    <Desk title={t('reviews.programs')} loaded={loaded}>
      {() => (
        <>
          <SearchBox value={query()} label={t('programs.search')} onInput={setQuery} />
          <section class="desk-part">
            <For each={shown()} fallback={<Empty icon="apps" title={t('programs.none_found')} />}>
              {one => <ProgramRow one={one} onTurn={() => setAsked(one)} />}
            </For>
            <Show when={asked()} keyed>
              {one => (
                <ReasonSheet
                  title={t(one.program.stopped ? 'takedown.undo.of' : 'takedown.of', { name: one.program.name })}
                  text={t(one.program.stopped ? 'takedown.undo.text' : 'takedown.text')}
                  ok={t(one.program.stopped ? 'takedown.undo' : 'takedown.do')}
                  danger={!one.program.stopped}
                  onClose={() => setAsked(undefined)}
                  onReason={({ reason }) => turn(one, reason)}
                />
              )}
            </Show>
          </section>
        </>
      )}
    </Desk>
  )
}

const ProgramRow = (props: { one: Known; onTurn: () => void }) => (
  <article class="desk-card">
    <header>
      <ProgramIcon program={props.one.program} />
      <span class="cell-text">
        <h2 class="row-name">{props.one.program.name}</h2>
        <span class="cell-note">
          {[
            props.one.program.maker.name || (props.one.owner && nameOfCard(props.one.owner)),
            props.one.version,
            props.one.releasedAt && fullTime(props.one.releasedAt, language()),
            t('reviews.people', { count: props.one.people }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Button small kind={props.one.program.stopped ? 'plain' : 'danger'} onClick={props.onTurn}>
        {t(props.one.program.stopped ? 'takedown.undo' : 'takedown.do')}
      </Button>
    </header>
    <Show when={props.one.program.stopped}>
      <p class="note">
        {t('made.stopped')}: {props.one.reason}
      </p>
    </Show>
  </article>
)
