import { createEffect, createSignal, For, Match, on, onCleanup, Show, Switch as Either } from 'solid-js'
import type { Dossier } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import '../styles/data.css'

const LOOK_EVERY_MS = 2_000
const MEGABYTE = 1_000_000

/** What the city keeps of this person, a copy of it, and who in the city's office looked. */
export function DataPage() {
  return (
    <Page title={t('data.title')}>
      <Copy />
      <Stored />
      <Looked />
      <Group>
        <Cell title={t('close.title')} onClick={() => push('/me/settings/account/close')} />
      </Group>
    </Page>
  )
}

/** The copy: asked for, on its way, or ready to be fetched. */
function Copy() {
  const last = load(
    () => 0,
    () => call('GET /dossier'),
  )
  const [asking, setAsking] = createSignal(false)
  const copy = () => last.data()?.copy
  const busy = () => copy()?.state === 'waiting' || copy()?.state === 'working'
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(last.data, () => {
      clearTimeout(timer)
      if (busy()) timer = setTimeout(() => void last.again(), LOOK_EVERY_MS)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  const ask = async () => {
    setAsking(true)
    await tried(async () => last.set(await call('POST /dossier', { id: uuidv7() })))
    setAsking(false)
  }
  return (
    <section class="group data-copy">
      <h2>{t('data.copy')}</h2>
      <div class="group-box">
        <p>{t('data.copy.text')}</p>
        <Show when={last.data()} fallback={<CopyWaiting code={last.code()} again={() => void last.again()} />}>
          <Either
            fallback={
              <Button kind="primary" icon="download" busy={asking()} onClick={() => void ask()}>
                {t('data.copy.ask')}
              </Button>
            }
          >
            <Match when={busy()}>
              <p class="data-progress" role="status">
                <i class="spinner" /> {t('data.copy.working', { count: copy()!.done })}
              </p>
            </Match>
            <Match when={copy()?.state === 'ready' && copy()}>{ready => <Ready copy={ready()} onAsk={ask} />}</Match>
          </Either>
          <Show when={copy()?.state === 'failed'}>
            <p class="note" role="alert">
              {t('data.copy.failed')}
            </p>
          </Show>
        </Show>
      </div>
    </section>
  )
}

const CopyWaiting = (props: { code: string | undefined; again: () => void }) => (
  <Show when={props.code} fallback={<Skeleton rows={1} />}>
    {code => (
      <p class="note" role="alert">
        {refusal(code())}{' '}
        <Button kind="quiet" small icon="retry" onClick={() => props.again()}>
          {t('retry')}
        </Button>
      </p>
    )}
  </Show>
)

const Ready = (props: { copy: Dossier; onAsk: () => Promise<void> }) => (
  <>
    <a class="button primary" href={props.copy.url} download="plaza.zip">
      <Icon name="download" />
      <span>{t('data.copy.fetch', { size: sizeOf(props.copy.bytes ?? 0) })}</span>
    </a>
    <p class="note">{t('data.copy.until', { date: fullTime(props.copy.expiresAt ?? 0, language()) })}</p>
    <Button kind="quiet" small onClick={() => void props.onAsk()}>
      {t('data.copy.again')}
    </Button>
  </>
)

const sizeOf = (bytes: number): string =>
  new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: bytes < MEGABYTE ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes < MEGABYTE ? bytes / 1_000 : bytes / MEGABYTE)

const KINDS: readonly {
  key: 'profile' | 'chats' | 'files' | 'payments' | 'search' | 'calls' | 'nearby' | 'device'
  icon: IconName
}[] = [
  { key: 'profile', icon: 'me' },
  { key: 'chats', icon: 'chats' },
  { key: 'files', icon: 'image' },
  { key: 'payments', icon: 'wallet' },
  { key: 'search', icon: 'search' },
  { key: 'calls', icon: 'unmute' },
  { key: 'nearby', icon: 'place' },
  { key: 'device', icon: 'phone' },
]

/** What is kept, where, and for how long. */
const Stored = () => (
  <Group title={t('data.stored')}>
    <For each={KINDS}>
      {({ key, icon }) => (
        <Cell icon={icon} tint="#56605b" title={t(`data.stored.${key}`)} note={t(`data.stored.${key}.text`)} />
      )}
    </For>
  </Group>
)

/** Who in the city's office looked this person up or touched their wallet, and why. */
function Looked() {
  const acts = load(
    () => 0,
    () => call('GET /wallet/acts'),
  )
  return (
    <Group title={t('data.looked')} note={t('data.looked.note')}>
      <Show
        when={acts.data()}
        fallback={
          <Show when={acts.code()} fallback={<Skeleton rows={1} />}>
            {code => <Empty icon="wifi" title={refusal(code())} />}
          </Show>
        }
      >
        {known => (
          <For each={known().acts} fallback={<Cell title={t('data.looked.nobody')} />}>
            {act => (
              <Cell
                title={t('data.looked.by', { name: nameOf(act.operator), what: t(`desk.act.${act.what}`) })}
                note={`${fullTime(act.at, language())} · ${act.reason}`}
              />
            )}
          </For>
        )}
      </Show>
    </Group>
  )
}
