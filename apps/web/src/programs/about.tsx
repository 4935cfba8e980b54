import { createSignal, For, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Empty, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { Qr } from '../ui/qr.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { scopeName } from '../host/consent.tsx'
import { openProgram } from '../host/live.ts'
import { ProgramAccount } from './account.tsx'
import { Maker, ProgramIcon } from './parts.tsx'
import '../styles/programs.css'

/** A program before or beside its use: who answers for it, where it reaches, what it may ask; and its code. */
export function AboutProgram(props: { appId: string }) {
  const about = load(
    () => props.appId,
    () => call('GET /programs/:appId', { appId: props.appId }),
  )
  const [starred, setStarred] = createSignal<boolean>()
  const star = async (on: boolean) => {
    setStarred(on)
    if (!(await tried(() => call('PUT /programs/:appId/star', { appId: props.appId, on })))) setStarred(!on)
  }
  const link = `${location.origin}/mp/${props.appId}`
  return (
    <Page title={t('program.about')}>
      <Show
        when={about.data()}
        fallback={
          <Show when={about.code()} fallback={<Skeleton rows={5} />}>
            {code => (
              <Empty icon="alert" title={refusal(code())}>
                <ToChats />
              </Empty>
            )}
          </Show>
        }
      >
        {known => (
          <>
            <div class="program-head">
              <ProgramIcon program={known().program} size="l" />
              <h2>{known().program.name}</h2>
              <Maker program={known().program} />
              <p>{known().program.about}</p>
              <Button
                kind="primary"
                disabled={known().program.stopped ?? false}
                onClick={() => void openProgram(props.appId)}
              >
                {t('program.open')}
              </Button>
            </div>
            <Group>
              <Switch label={t('program.star')} on={starred() ?? known().starred} onChange={on => void star(on)} />
              <Cell title={t('program.permissions')} onClick={() => push(`/programs/${props.appId}/permissions`)} />
            </Group>
            <ProgramAccount appId={props.appId} />
            <Group title={t('program.asks')} note={t('program.asks.note')}>
              <For each={known().scopes} fallback={<Cell title={t('program.asks.none')} />}>
                {one => <Cell title={scopeName(one.scope)} note={one.reason} />}
              </For>
            </Group>
            <Group title={t('program.reaches')} note={t('program.reaches.note')}>
              <For each={known().domains} fallback={<Cell title={t('program.reaches.none')} />}>
                {host => <Cell title={host} />}
              </For>
            </Group>
            <Group>
              <Cell title={t('program.version')} value={known().version} />
              <Cell title={t('program.released')} value={fullTime(known().releasedAt, language())} />
            </Group>
            <div class="program-code">
              <Qr text={link} label={t('program.code', { name: known().program.name })} />
              <p class="note">{t('program.code.note')}</p>
            </div>
          </>
        )}
      </Show>
    </Page>
  )
}

/** What one program may do and did, to be changed and taken back. */
export function ProgramPermissions(props: { appId: string }) {
  const about = load(
    () => props.appId,
    () => call('GET /programs/:appId', { appId: props.appId }),
  )
  const known = load(
    () => props.appId,
    () => call('GET /programs/known'),
  )
  const acts = load(
    () => props.appId,
    () => call('GET /programs/:appId/acts', { appId: props.appId }),
  )
  const mine = () => known.data()?.programs.find(one => one.program.appId === props.appId)
  const allowed = (scope: string) => mine()?.grants.find(one => one.scope === scope)?.allowed ?? false
  const change = (scope: string, on: boolean) =>
    tried(async () => {
      await call('PUT /programs/:appId/grants', { appId: props.appId, scope, allowed: on })
      const { liveProgram } = await import('../host/live.ts')
      const running = liveProgram(props.appId)
      if (running) running.settings[scope] = on
      await known.again()
    })
  return (
    <Page title={t('program.permissions')}>
      <Show when={about.data() && known.data()} fallback={<Skeleton rows={4} />}>
        <Group title={about.data()!.program.name} note={t('program.permissions.note')}>
          <For each={about.data()!.scopes} fallback={<Cell title={t('program.asks.none')} />}>
            {one => (
              <Switch
                label={scopeName(one.scope)}
                hint={one.reason}
                on={allowed(one.scope)}
                onChange={on => void change(one.scope, on)}
              />
            )}
          </For>
        </Group>
        <Group title={t('program.knows')}>
          <Cell
            title={t('program.knows.you')}
            value={t(mine()?.known ? 'program.knows.name' : 'program.knows.nothing')}
          />
          <Cell title={t('program.knows.stored')} value={kilobytes(mine()?.storageBytes ?? 0)} />
        </Group>
        <Group title={t('program.did')}>
          <For each={acts.data()?.acts ?? []} fallback={<Cell title={t('program.did.nothing')} />}>
            {act => <Cell title={actName(act.act)} note={act.detail} value={fullTime(act.at, language())} />}
          </For>
        </Group>
        <Forget appId={props.appId} again={() => void known.again()} />
      </Show>
    </Page>
  )
}

function Forget(props: { appId: string; again: () => void }) {
  const forget = async () => {
    const { confirm } = await import('../ui/sheet.tsx')
    if (
      !(await confirm({
        title: t('program.forget'),
        text: t('program.forget.text'),
        ok: t('program.forget.do'),
        danger: true,
      }))
    )
      return
    await tried(async () => {
      await call('DELETE /programs/:appId/me', { appId: props.appId })
      const [{ endProgram }, { forgetFiles }] = await Promise.all([
        import('../host/live.ts'),
        import('../host/files.ts'),
      ])
      endProgram(props.appId)
      forgetFiles(props.appId)
      props.again()
    })
  }
  return (
    <Group note={t('program.forget.note')}>
      <Cell title={t('program.forget')} danger onClick={() => void forget()} />
    </Group>
  )
}

/** Every program that knows something of me. */
export function KnownPage() {
  const known = load(
    () => 0,
    () => call('GET /programs/known'),
  )
  const [word, setWord] = createSignal('')
  onMount(
    () =>
      void call('GET /programs/word')
        .then(answer => setWord(answer.word ?? ''))
        .catch(() => {}),
  )
  const keep = () => tried(() => call('PUT /programs/word', { word: word().trim() }))
  return (
    <Page title={t('programs.known')}>
      <Group title={t('program.word')} note={t('program.word.note')}>
        <form
          class="form word-form"
          onSubmit={event => {
            event.preventDefault()
            void keep()
          }}
        >
          <input
            class="word-input"
            value={word()}
            maxlength={40}
            aria-label={t('program.word')}
            onInput={event => setWord(event.currentTarget.value)}
          />
          <Button type="submit">{t('save')}</Button>
        </form>
      </Group>
      <Show when={known.data()} fallback={<Skeleton rows={4} />}>
        {answer => (
          <Show when={answer().programs.length > 0} fallback={<Empty icon="shield" title={t('programs.known.none')} />}>
            <Group title={t('programs.title')}>
              <For each={answer().programs}>
                {one => (
                  <Cell
                    start={<ProgramIcon program={one.program} />}
                    title={one.program.name}
                    note={
                      one.grants
                        .filter(grant => grant.allowed)
                        .map(grant => scopeName(grant.scope))
                        .join(' · ') || t('programs.known.little')
                    }
                    value={kilobytes(one.storageBytes)}
                    onClick={() => push(`/programs/${one.program.appId}/permissions`)}
                  />
                )}
              </For>
            </Group>
          </Show>
        )}
      </Show>
    </Page>
  )
}

const kilobytes = (bytes: number): string =>
  new Intl.NumberFormat(language(), { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(
    Math.ceil(bytes / 1024),
  )

const ACTS = {
  getLocation: 'program.act.getLocation',
  watchLocation: 'program.act.getLocation',
  chooseLocation: 'program.act.chooseLocation',
  chooseAddress: 'program.act.chooseAddress',
  chooseInvoiceTitle: 'program.act.chooseInvoiceTitle',
  record: 'program.act.record',
  choosePictures: 'program.act.choosePictures',
  scanCode: 'program.act.scanCode',
  readClipboard: 'program.act.readClipboard',
  saveFile: 'program.act.saveFile',
  pay: 'program.act.pay',
  share: 'program.act.share',
  phone: 'program.act.phone',
  subscribe: 'program.act.subscribe',
} as const

const actName = (act: string): string => (act in ACTS ? t(ACTS[act as keyof typeof ACTS]) : act)
