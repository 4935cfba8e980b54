import type { MakerAct } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { hasSentence, language, t, type Key } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/controls.tsx'
import { nameOfCard } from '../ui/names.ts'
import { MakerPage, type Desk } from './parts.tsx'
import '../styles/inspect.css'

/** Who did what with a program, the newest first. */
export const Acts = (props: Desk) => (
  <MakerPage program={props.program} title={t('made.acts')}>
    <ActsOf appId={props.program.appId} />
  </MakerPage>
)

/** The audit trail of one program, for its team and for operators. */
export function ActsOf(props: { appId: string }) {
  const first = loadShown(() => call('GET /makers/programs/:appId/acts', { appId: props.appId }))
  const [older, setOlder] = createSignal<readonly { acts: MakerAct[]; more: boolean }[]>([])
  const pages = () => [...(first.data() ? [first.data()!] : []), ...older()]
  const rows = () => pages().flatMap(page => page.acts)
  const next = async () => {
    const before = rows().at(-1)?.at
    if (before === undefined) return
    await tried(async () =>
      setOlder([...older(), await call('GET /makers/programs/:appId/acts', { appId: props.appId, before })]),
    )
  }
  return (
    <Answer loaded={first}>
      {() => (
        <>
          {/* Nothing in it takes the focus, and it must be scrolled by keyboard too. */}
          <ol class="inspect acts" tabindex={0} aria-label={t('made.acts')}>
            <For each={rows()}>
              {one => (
                <li class="inspect-step">
                  <time datetime={new Date(one.at).toISOString()}>{fullTime(one.at, language())}</time>
                  <span class="inspect-text">
                    <b>{actWords(one)}</b>
                    <span class="inspect-small">{one.by ? nameOfCard(one.by) : t('thread.side.reviewer')}</span>
                  </span>
                </li>
              )}
            </For>
          </ol>
          <Show when={pages().at(-1)?.more}>
            <div class="big-action">
              <Button onClick={() => void next()}>{t('list.more')}</Button>
            </div>
          </Show>
        </>
      )}
    </Answer>
  )
}

function actWords({ what, facts }: MakerAct): string {
  const key = `made.act.${what}`
  const words = hasSentence(key) ? t(key as Key) : what
  const { version, percent } = facts
  const said = [
    typeof version === 'string' && version.includes('.') ? version : '',
    typeof percent === 'number' ? t('release.percent', { percent }) : '',
  ]
  return [words, ...said.filter(Boolean)].join(' · ')
}
