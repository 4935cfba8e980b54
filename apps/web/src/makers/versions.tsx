import type { MakerVersion } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { pages } from '../router.ts'
import { openBeside } from '../shops/address.ts'
import { Answer } from '../ui/answer.tsx'
import { Cell, Empty, Group } from '../ui/controls.tsx'
import { More, paged, type Paged } from '../ui/paged.tsx'
import { now } from '../ui/state.ts'
import { makerAt } from './address.ts'
import { loadMade } from './changed.ts'
import { CommandLines } from './command-lines.tsx'
import { MakerPage, StateMark, type Desk } from './parts.tsx'
import { mayDevelop } from './state.ts'
import { UploadNews } from './upload-news.tsx'

/** All versions of a program, the newest first, and what is compiled now. */
export function Versions(props: Desk) {
  const ask = async (before?: number) => {
    const of = { appId: props.program.appId, ...(before === undefined ? {} : { before }) }
    const { versions: rows, more } = await call('GET /makers/programs/:appId/versions', of)
    return { rows, more }
  }
  const first = loadMade(
    () => props.program.appId,
    () => ask(),
  )
  const list: Paged<MakerVersion> = paged(first, id => ask(list.rows().find(one => one.id === id)?.createdAt))
  return (
    <MakerPage program={props.program} title={t('versions.title')}>
      <UploadNews program={props.program} onMoved={() => void first.again()} />
      <Answer loaded={first}>
        {() => (
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon="laptop" title={t('versions.none')} text={t('versions.none.text')} />}
          >
            <Group>
              <For each={list.rows()}>{one => <VersionCell one={one} />}</For>
            </Group>
            <More list={list} />
          </Show>
        )}
      </Answer>
      <Show when={mayDevelop(props.program)}>
        <CommandLines
          title={t('versions.upload')}
          note={t('versions.upload.note')}
          lines={['plaza program upload --version 1.0.0 --note "…"']}
        />
      </Show>
    </MakerPage>
  )
}

const VersionCell = (props: { one: MakerVersion }) => {
  const at = () => makerAt(props.one.appId, 'versions', props.one.id)
  return (
    <Cell
      title={
        <span class="version-line">
          {props.one.version} <StateMark state={props.one.state} />
        </span>
      }
      note={[listTime(props.one.createdAt, now(), language()), props.one.note].filter(Boolean).join(' · ')}
      current={pages().includes(at())}
      onClick={() => openBeside(at())}
    />
  )
}
