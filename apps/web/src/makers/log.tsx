import type { PlatformCall } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { IconButton } from '../ui/page.tsx'
import { Chips, More, paged } from '../ui/paged.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { MakerPage, type Desk } from './parts.tsx'
import '../styles/platform-log.css'

/** A call by its place: tries of the same news share their id. */
interface Line {
  readonly id: string
  readonly call: PlatformCall
}
const lineOf = (call: PlatformCall): Line => ({ id: String(call.n), call })

const WHICH = ['all', 'failed', 'ok'] as const
const WAYS = ['both', 'api', 'push'] as const
type Which = (typeof WHICH)[number]
type Way = (typeof WAYS)[number]

/** What a program's server asked and was told within a week: each with what was said, and news once more where it is wished. */
export function Log(props: Desk) {
  const [which, setWhich] = createSignal<Which>('all')
  const [way, setWay] = createSignal<Way>('both')
  const [shown, setShown] = createSignal<PlatformCall>()
  const ask = async (before?: number) => {
    const [outcome, through] = [which(), way()]
    const { calls, more } = await call('GET /programs/:appId/log', {
      appId: props.program.appId,
      ...(outcome === 'all' ? {} : { outcome }),
      ...(through === 'both' ? {} : { way: through }),
      ...(before === undefined ? {} : { before }),
    })
    return { rows: calls.map(lineOf), more }
  }
  const first = load(
    () => [which(), way()],
    () => ask(),
  )
  const list = paged<Line>(
    first,
    id => ask(Number(id)),
    () => `${which()} ${way()}`,
  )
  return (
    <MakerPage
      program={props.program}
      title={t('platform_log.title')}
      actions={<IconButton icon="refresh" label={t('refresh')} onClick={() => void first.again()} />}
    >
      <Chips
        label={t('platform_log.outcome')}
        all={WHICH}
        on={which()}
        name={one => t(`platform_log.outcome.${one}`)}
        onChoose={setWhich}
      />
      <Chips
        label={t('platform_log.way')}
        all={WAYS}
        on={way()}
        name={one => t(`platform_log.way.${one}`)}
        onChoose={setWay}
      />
      <Answer loaded={first}>
        {() => (
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon="clock" title={t('platform_log.none')} text={t('platform_log.none.text')} />}
          >
            <Group note={t('platform_log.note')}>
              <For each={list.rows()}>{line => <CallCell one={line.call} onClick={() => setShown(line.call)} />}</For>
            </Group>
            <More list={list} />
          </Show>
        )}
      </Answer>
      <Show when={shown()} keyed>
        {one => (
          <CallSheet
            appId={props.program.appId}
            one={one}
            onClose={() => setShown()}
            onReplayed={() => void first.again()}
          />
        )}
      </Show>
    </MakerPage>
  )
}

const wordOf = ({ ok, outcome, replay }: PlatformCall): string =>
  [ok ? t('platform_log.ok') : outcome, ...(replay ? [t('platform_log.replay')] : [])].join(' · ')

const CallCell = (props: { one: PlatformCall; onClick: () => void }) => (
  <Cell
    icon={props.one.way === 'push' ? 'share' : 'globe'}
    tint={props.one.ok ? '#07803f' : '#a3202c'}
    title={<span class="log-name">{props.one.name}</span>}
    note={`${wordOf(props.one)} · ${t('platform_log.ms', { ms: props.one.ms })} · ${fullTime(props.one.at, language())}`}
    onClick={() => props.onClick()}
  />
)

/** One line with what was said on both sides. */
function CallSheet(props: { appId: string; one: PlatformCall; onClose: () => void; onReplayed: () => void }) {
  const wish = uuidv7()
  const [busy, setBusy] = createSignal(false)
  const loaded = load(
    () => props.one.n,
    () => call('GET /programs/:appId/log/:n', { appId: props.appId, n: props.one.n }),
  )
  const replay = async () => {
    setBusy(true)
    const of = { appId: props.appId, n: props.one.n, id: wish }
    if (await tried(() => call('POST /programs/:appId/log/:n/replay', of))) toast(t('platform_log.replayed'))
    setBusy(false)
    props.onReplayed()
  }
  return (
    <Sheet title={props.one.name} onClose={props.onClose}>
      <div class="log-call">
        <dl>
          <Fact name={t('platform_log.outcome')} value={wordOf(props.one)} />
          <Fact name={t('platform_log.at')} value={fullTime(props.one.at, language())} />
          <Fact name={t('platform_log.took')} value={t('platform_log.ms', { ms: props.one.ms })} />
          <Fact name={t('platform_log.id')} value={props.one.id} />
        </dl>
        <Answer loaded={loaded} rows={3}>
          {data => (
            <>
              <Said title={t(`platform_log.asked.${props.one.way}`)} text={data().asked} />
              <Said title={t(`platform_log.answered.${props.one.way}`)} text={data().answered} />
            </>
          )}
        </Answer>
        <Show when={props.one.way === 'push'}>
          <p class="note">{t('platform_log.replay.note')}</p>
          <Button kind="primary" icon="retry" busy={busy()} onClick={() => void replay()}>
            {t('platform_log.replay.do')}
          </Button>
        </Show>
      </div>
    </Sheet>
  )
}

const Fact = (props: { name: string; value: string }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
)

/** A body as it was, laid out where it is JSON. */
const Said = (props: { title: string; text: string }) => (
  <section>
    <h3>{props.title}</h3>
    {/* It scrolls, so a keyboard has to reach it. */}
    <pre tabindex={0} aria-label={props.title}>
      {laidOut(props.text) || t('platform_log.empty')}
    </pre>
  </section>
)

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
