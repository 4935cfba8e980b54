import type { MakerProgram } from '@plaza/contract'
import { createEffect, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openFromRoot, pages, visit } from '../router.ts'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Cell, Group } from '../ui/controls.tsx'
import { Page, usePlace } from '../ui/page.tsx'
import { wide } from '../ui/state.ts'
import { loadMade } from './changed.ts'
import { BEHIND, PROFILE, WORK, type Section } from './sections.ts'
import { mayAs, programName } from './state.ts'
import '../styles/desk.css'

/** The desk of a program on a large screen: its parts on the left, what is chosen beside them, and one of it beside that. */
export function MakerNav(props: { appId: string }) {
  const loaded = loadMade(
    () => props.appId,
    () => call('GET /makers/programs/:appId', { appId: props.appId }),
  )
  const place = usePlace()
  // A wide screen never stands empty beside the list.
  createEffect(() => {
    if (place.shown() && wide() && pages().length === 1) openFromRoot(`/maker/${props.appId}/home`)
  })
  return (
    <Page title={loaded.data() ? programName(loaded.data()!) : t('makers.title')} class="desk-nav">
      <Answer loaded={loaded} rows={6}>
        {program => <Sections program={program()} />}
      </Answer>
    </Page>
  )
}

const Sections = (props: { program: MakerProgram }) => (
  <nav aria-label={t('made.sections')}>
    <OtherPrograms program={props.program} />
    <Group>
      <SectionCell program={props.program} page="home" icon="apps" tint="#07803f" title={t('made.home')} />
      <Cells program={props.program} of={WORK} />
    </Group>
    <Show when={mayAs(props.program.role, 'developer')}>
      <Group>
        <Cells program={props.program} of={PROFILE} />
      </Group>
    </Show>
    <Group>
      <Cells program={props.program} of={BEHIND} />
    </Group>
    <Group>
      <Cell icon="back" tint="#56605b" title={t('makers.title')} onClick={() => visit('/me/makers')} />
    </Group>
  </nav>
)

const Cells = (props: { program: MakerProgram; of: readonly Section[] }) => (
  <For each={props.of.filter(one => mayAs(props.program.role, one.from))}>
    {({ page, icon, tint, title }) => (
      <SectionCell program={props.program} page={page} icon={icon} tint={tint} title={t(title)} />
    )}
  </For>
)

const SectionCell = (
  props: Pick<Section, 'page' | 'icon' | 'tint'> & { readonly program: MakerProgram; readonly title: string },
) => {
  const at = () => `/maker/${props.program.appId}/${props.page}`
  return (
    <Cell
      icon={props.icon}
      tint={props.tint}
      title={props.title}
      current={pages()[1] === at()}
      onClick={() => openFromRoot(at())}
    />
  )
}

/** Whoever makes several programs changes between them here. */
function OtherPrograms(props: { program: MakerProgram }) {
  const loaded = loadShown(async () => (await call('GET /makers/programs')).programs)
  return (
    <Show when={(loaded.data()?.length ?? 0) > 1}>
      <label class="desk-shops">
        <span class="hidden-visually">{t('makers.title')}</span>
        <select value={props.program.appId} onChange={event => visit(`/maker/${event.currentTarget.value}`)}>
          <For each={loaded.data()}>{one => <option value={one.appId}>{programName(one)}</option>}</For>
        </select>
      </label>
    </Show>
  )
}
