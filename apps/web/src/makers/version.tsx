import type { Finding, MakerVersion } from '@plaza/contract'
import { createEffect, createSignal, For, lazy, on, Show, Suspense } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { nameOfCard } from '../ui/names.ts'
import { IconButton } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { bytesOf } from './bytes.ts'
import { loadMade } from './changed.ts'
import { Findings, Problems } from './findings.tsx'
import { MakerPage, StateMark, type Desk } from './parts.tsx'
import { run } from './run.ts'
import { ReleaseSheet, rollBack } from './release.tsx'
import { mayGoBack, mayRelease } from './rules.ts'
import { isOwner, mayDevelop, maySubmit } from './state.ts'
import { Thread } from './thread.tsx'

const Shots = lazy(() => import('../operator/review-shots.tsx').then(module => ({ default: module.Shots })))

/** One version: where it stands, what was found in it, what reviewers said, and what may be done with it now. */
export function VersionPage(props: Desk & { version: string }) {
  const of = () => ({ appId: props.program.appId, version: props.version })
  const loaded = loadMade(
    () => props.program.appId,
    () => call('GET /makers/programs/:appId/versions/:version', of()),
  )
  return (
    <MakerPage
      program={props.program}
      title={loaded.data()?.version.version ?? t('versions.one')}
      actions={<IconButton icon="refresh" label={t('refresh')} onClick={props.changed} />}
    >
      <Answer loaded={loaded}>
        {data => (
          <>
            <Head one={data().version} />
            <Acts {...props} one={data().version} />
            <Found {...data()} />
            <Show when={data().version.submittedAt}>
              <Suspense>
                <Shots version={props.version} of={props.program.appId} />
              </Suspense>
              <Thread version={props.version} of={props.program.appId} as="maker" />
            </Show>
            <Facts one={data().version} />
          </>
        )}
      </Answer>
    </MakerPage>
  )
}

const Head = (props: { one: MakerVersion }) => (
  <div class="version-head">
    <StateMark state={props.one.state} />
    <p>{meaning(props.one)}</p>
    <Show when={props.one.note}>
      <p class="version-note">{props.one.note}</p>
    </Show>
    <Show when={props.one.state === 'refused' && props.one.reasons}>
      {reasons => (
        <section class="version-reasons" aria-label={t('version.reasons')}>
          <h2>{t('version.reasons')}</h2>
          <p>{reasons()}</p>
        </section>
      )}
    </Show>
  </div>
)

/** How a version stands in a sentence, and what comes next. */
function meaning({ state, yes, yesNeeded }: MakerVersion): string {
  if (state === 'review' && yesNeeded > 1) return t('version.means.review_two', { yes, needed: yesNeeded })
  return t(`version.means.${state}`)
}

/** What may be done with it, by whoever looks. */
function Acts(props: Desk & { one: MakerVersion }) {
  const [releasing, setReleasing] = createSignal(false)
  const of = () => ({ appId: props.program.appId, version: props.one.id })
  const does = async (act: () => Promise<unknown>, said: string) => {
    if (await tried(act)) toast(said)
    props.changed()
  }
  const submit = () =>
    does(() => call('POST /makers/programs/:appId/versions/:version/submit', of()), t('version.submitted'))
  const withdraw = async () => {
    const sure = { title: t('version.withdraw.sure'), text: t('version.withdraw.text'), ok: t('version.withdraw') }
    if (!(await confirm(sure))) return
    await does(() => call('POST /makers/programs/:appId/versions/:version/withdraw', of()), t('version.withdrawn'))
  }
  const isTried = () => props.program.trial === props.one.id
  const turnTrial = () =>
    does(
      () => call('PUT /makers/programs/:appId/trial', isTried() ? { appId: props.program.appId } : of()),
      t(isTried() ? 'trial.ended' : 'trial.begun'),
    )
  return (
    <div class="big-action">
      <Show when={mayDevelop(props.program) && maySubmit(props.one)}>
        <Button kind="primary" icon="checks" onClick={() => void submit()}>
          {t('version.submit')}
        </Button>
      </Show>
      <Show when={isOwner(props.program) && mayRelease(props.program, props.one)}>
        <Button kind="primary" icon="globe" onClick={() => setReleasing(true)}>
          {t(props.one.state === 'grey' ? 'release.more' : 'release.do')}
        </Button>
      </Show>
      <Show when={isTried()}>
        <Button icon="smile" onClick={() => void run(props.program.appId, true)}>
          {t('trial.open')}
        </Button>
      </Show>
      <Show when={mayDevelop(props.program) && props.one.state !== 'old'}>
        <Button icon={isTried() ? 'close' : 'smile'} onClick={() => void turnTrial()}>
          {t(isTried() ? 'trial.end' : 'trial.begin')}
        </Button>
      </Show>
      <Show when={mayDevelop(props.program) && props.one.state === 'review'}>
        <Button icon="undo" onClick={() => void withdraw()}>
          {t('version.withdraw')}
        </Button>
      </Show>
      <Show when={isOwner(props.program) && mayGoBack(props.program, props.one)}>
        <Button kind="danger" icon="undo" onClick={() => void rollBack(props.program, props.one).then(props.changed)}>
          {t(props.program.grey && props.one.state === 'released' ? 'release.end_share' : 'release.back')}
        </Button>
      </Show>
      <Show when={releasing()}>
        <ReleaseSheet
          program={props.program}
          version={props.one}
          onClose={() => setReleasing(false)}
          onDone={props.changed}
        />
      </Show>
    </div>
  )
}

/** What the compiler and the checks say. What is not submitted is checked now, with the profile as it is. */
function Found(props: {
  version: MakerVersion
  findings: readonly Finding[]
  problems: Parameters<typeof Problems>[0]['problems']
}) {
  const [fresh, setFresh] = createSignal<readonly Finding[]>()
  const check = async () => {
    const { appId, id } = props.version
    const answer = await call('POST /makers/programs/:appId/versions/:version/check', { appId, version: id }).catch(
      codeOf,
    )
    setFresh(typeof answer === 'string' ? undefined : answer.findings)
  }
  createEffect(
    on(
      () => maySubmit(props.version),
      open => open && void check(),
    ),
  )
  return (
    <section class="found" aria-label={t('findings.title')}>
      <h2>{t('findings.title')}</h2>
      <Problems problems={props.problems} />
      <Show
        when={!maySubmit(props.version)}
        fallback={<Show when={fresh()}>{found => <Findings findings={found()} />}</Show>}
      >
        <Findings findings={props.findings} />
      </Show>
      <p class="note">{t(maySubmit(props.version) ? 'findings.now' : 'findings.then')}</p>
    </section>
  )
}

function Facts(props: { one: MakerVersion }) {
  const times = () =>
    [
      [t('version.uploaded'), props.one.createdAt],
      [t('version.submitted_at'), props.one.submittedAt],
      [t('version.decided_at'), props.one.decidedAt],
    ] as const
  return (
    <Group title={t('version.facts')}>
      <Show when={props.one.by}>{by => <Cell title={t('version.by')} value={nameOfCard(by())} />}</Show>
      <For each={times().filter(([, at]) => at !== undefined)}>
        {([name, at]) => <Cell title={name} note={<time>{fullTime(at!, language())}</time>} />}
      </For>
      <Cell
        title={t('version.size')}
        value={t('version.files', { count: props.one.files, size: bytesOf(props.one.bytes) })}
      />
      <Cell title={t('version.key')} note={<code>{props.one.key}</code>} />
    </Group>
  )
}
