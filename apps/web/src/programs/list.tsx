import type { MyProgram, ProgramCard, StarredPage } from '@plaza/contract'
import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push, visit } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { contextMenu, openMenu } from '../ui/menu.tsx'
import { Page } from '../ui/page.tsx'
import { SearchBox } from '../ui/people.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { warmCage } from '../host/frames.ts'
import { openProgram } from '../host/live.ts'
import { Nearby } from './nearby.tsx'
import { Maker, ProgramIcon } from './parts.tsx'
import { StarredPages } from './starred-pages.tsx'
import { Trials } from './trials.tsx'
import '../styles/programs.css'

const TYPED_AFTER_MS = 250
/** The cage is warmed when the list has been read for a moment. */
const WARM_AFTER_MS = 800

/** What the first program will need: a cage, and the page around it. */
function warm(frame: string): void {
  warmCage(frame)
  void import('./page.tsx')
}

const mine = () =>
  load(
    () => 0,
    () => call('GET /programs/mine'),
  )

/** Discover, Mini programs: those I use, and all there are. */
export function ProgramsPage() {
  const [query, setQuery] = createSignal('')
  const [asked, setAsked] = createSignal('')
  createEffect(() => {
    const q = query().trim()
    const timer = setTimeout(() => setAsked(q), TYPED_AFTER_MS)
    onCleanup(() => clearTimeout(timer))
  })
  const own = mine()
  const all = load(asked, () => call('GET /programs', asked() ? { q: asked() } : {}))
  createEffect(() => {
    const frame = own.data()?.frame
    if (frame) setTimeout(() => warm(frame), WARM_AFTER_MS)
  })
  return (
    <Page title={t('programs.title')}>
      <SearchBox value={query()} label={t('programs.search')} onInput={setQuery} />
      <Show when={!query()}>
        <MineGrid own={own.data()} again={() => void own.again()} />
        <Trials />
        <Nearby />
      </Show>
      <Answer loaded={all}>
        {found => (
          <Show
            when={found().programs.length > 0}
            fallback={
              <Empty
                icon="discover"
                title={t(query() ? 'programs.none_found' : 'programs.none')}
                text={t('programs.none.text')}
              />
            }
          >
            <Group title={t(query() ? 'programs.found' : 'programs.all')}>
              <For each={found().programs}>{program => <ProgramCell program={program} />}</For>
            </Group>
          </Show>
        )}
      </Answer>
      <Group>
        <Cell
          icon="shield"
          tint="#1667c0"
          title={t('programs.known')}
          note={t('programs.known.note')}
          onClick={() => push('/programs/known')}
        />
        <Cell
          icon="laptop"
          tint="#6b4fd3"
          title={t('makers.title')}
          note={t('makers.cell')}
          onClick={() => visit('/me/makers')}
        />
      </Group>
    </Page>
  )
}

const ProgramCell = (props: { program: ProgramCard }) => (
  <Cell
    start={<ProgramIcon program={props.program} />}
    title={props.program.name}
    note={
      <>
        {props.program.about} · <Maker program={props.program} />
      </>
    }
    onClick={() => void openProgram(props.program.appId)}
  />
)

/** Recent and starred programs as a home screen has them. */
export function MineGrid(props: {
  own: { recent: MyProgram[]; starred: MyProgram[]; pages: StarredPage[] } | undefined
  again: () => void
  onOpen?: () => void
}) {
  return (
    <Show when={props.own}>
      {own => (
        <>
          <Tiles title={t('programs.recent')} programs={own().recent} {...props} none={t('programs.recent.none')} />
          <Tiles title={t('programs.starred')} programs={own().starred} {...props} none={t('programs.starred.none')} />
          <StarredPages pages={own().pages} again={props.again} {...(props.onOpen ? { onOpen: props.onOpen } : {})} />
        </>
      )}
    </Show>
  )
}

function Tiles(props: { title: string; programs: MyProgram[]; none: string; again: () => void; onOpen?: () => void }) {
  return (
    <section class="program-tiles">
      <h2>{props.title}</h2>
      <div>
        <For each={props.programs} fallback={<p class="note">{props.none}</p>}>
          {one => <Tile one={one} again={props.again} {...(props.onOpen ? { onOpen: props.onOpen } : {})} />}
        </For>
      </div>
    </section>
  )
}

function Tile(props: { one: MyProgram; again: () => void; onOpen?: () => void }) {
  const { appId, stopped } = props.one.program
  const star = (on: boolean) =>
    tried(async () => (await call('PUT /programs/:appId/star', { appId, on }), props.again()))
  const menu = (at: { x: number; y: number } | Element) =>
    openMenu(at, [
      {
        label: t(props.one.starred ? 'program.unstar' : 'program.star'),
        icon: 'star',
        run: () => void star(!props.one.starred),
      },
      { label: t('program.about'), icon: 'info', run: () => (props.onOpen?.(), push(`/programs/${appId}`)) },
    ])
  return (
    <button
      type="button"
      class="program-tile"
      disabled={stopped ?? false}
      ref={element => contextMenu(element, menu)}
      onClick={() => {
        props.onOpen?.()
        void openProgram(appId)
      }}
    >
      <ProgramIcon program={props.one.program} size="l" />
      <span>{props.one.program.name}</span>
    </button>
  )
}

/** The drawer over the chats: recent and starred programs. */
export function Drawer(props: { onClose: () => void }) {
  const own = mine()
  let box!: HTMLDivElement
  const close = () => box.closest('dialog')?.close()
  onMount(() => setTimeout(() => own.data()?.frame && warm(own.data()!.frame), WARM_AFTER_MS))
  return (
    <Sheet title={t('programs.title')} onClose={props.onClose}>
      <div class="drawer" ref={box}>
        <Answer loaded={own}>{data => <MineGrid own={data()} again={() => void own.again()} onOpen={close} />}</Answer>
        <Button
          icon="discover"
          onClick={() => {
            close()
            push('/programs')
          }}
        >
          {t('programs.all')}
        </Button>
      </div>
    </Sheet>
  )
}
