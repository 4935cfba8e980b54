import type { Api } from '@plaza/contract'
import { REVIEW_TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { ActsOf } from '../makers/acts.tsx'
import { loadMade, madeChanged } from '../makers/changed.ts'
import { bytesOf } from '../makers/bytes.ts'
import { Findings, Problems } from '../makers/findings.tsx'
import { MadeIcon, StateMark } from '../makers/parts.tsx'
import { run } from '../makers/run.ts'
import { Thread } from '../makers/thread.tsx'
import { tried } from '../screens/open.ts'
import { Button, Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { nameOfCard } from '../ui/names.ts'
import { confirm } from '../ui/sheet.tsx'
import { now, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { Desk } from './parts.tsx'
import { age, FourEyes, QUEUE } from './programs.tsx'
import { ChangedFiles } from './review-files.tsx'
import { Asked, ProfileChanges } from './review-profile.tsx'
import { Shots } from './review-shots.tsx'
import '../styles/makers.css'
import '../styles/reviews.css'

export type Seen = Api['GET /makers/reviews/:version']['reply']

/** Operators: one version with all that is new in it, and the word on it. */
export function ReviewPage(props: { version: string }) {
  const loaded = loadMade(
    () => props.version,
    () => call('GET /makers/reviews/:version', { version: props.version }),
  )
  const changed = () => madeChanged(props.version, QUEUE)
  return (
    <Desk
      title={loaded.data() ? titleOf(loaded.data()!) : t('reviews.title')}
      loaded={{ ...loaded, again: async () => changed() }}
    >
      {data => (
        <>
          <Head seen={data()} />
          <Decision seen={data()} changed={changed} />
          <Asked seen={data()} />
          <ProfileChanges seen={data()} />
          <Shots version={props.version} />
          <section class="desk-part found">
            <h2>{t('findings.title')}</h2>
            <Problems problems={data().problems} />
            <Findings findings={data().findings} />
          </section>
          <ChangedFiles version={props.version} files={data().files} more={data().more} />
          <Thread version={props.version} of={props.version} as="reviewer" />
          <section class="desk-part">
            <h2>{t('made.acts')}</h2>
            <ActsOf appId={data().review.version.appId} />
          </section>
        </>
      )}
    </Desk>
  )
}

const titleOf = ({ review }: Seen): string => `${review.name} ${review.version.version}`

function Head(props: { seen: Seen }) {
  const review = () => props.seen.review
  const version = () => review().version
  return (
    <article class="desk-part desk-card">
      <header>
        <MadeIcon appId={version().appId} profile={props.seen.profile} />
        <span class="cell-text">
          <h2>{titleOf(props.seen)}</h2>
          <span class="cell-note">
            {review().team.name} · {review().team.contact}
          </span>
        </span>
      </header>
      <p class="review-marks">
        <StateMark state={version().state} />
        <FourEyes review={review()} />
      </p>
      <Show when={version().note}>
        <p class="version-note">{version().note}</p>
      </Show>
      <dl>
        <Show when={version().by}>{by => <Fact name={t('version.by')} value={nameOfCard(by())} />}</Show>
        <Fact
          name={t('version.submitted_at')}
          value={`${fullTime(review().waitingSince, language())} · ${age(review().waitingSince, now())}`}
        />
        <Fact
          name={t('version.size')}
          value={t('version.files', { count: version().files, size: bytesOf(version().bytes) })}
        />
        <Show when={version().reasons}>{why => <Fact name={t('version.reasons')} value={why()} />}</Show>
      </dl>
    </article>
  )
}

const Fact = (props: { name: string; value: string }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
)

/** Who looks at it, and a yes or a no with reasons. */
function Decision(props: { seen: Seen; changed: () => void }) {
  const [refusing, setRefusing] = createSignal(false)
  const version = () => props.seen.review.version
  const claimed = () => props.seen.review.claimedBy
  const isMine = () => claimed()?.id === store().myId
  const claim = async (on: boolean) => {
    await tried(() => call('PUT /makers/reviews/:version/claim', { version: version().id, on }))
    props.changed()
  }
  const look = async () => {
    await call('POST /makers/reviews/:version/look', { version: version().id })
    await run(version().appId, true)
  }
  const decide = async (approve: boolean, reasons: string) => {
    const after = await call('POST /makers/reviews/:version/decide', { version: version().id, approve, reasons })
    toast(t(after.state === 'review' ? 'review.one_more' : approve ? 'desk.approved.now' : 'desk.rejected.now'))
    props.changed()
  }
  const approve = async () => {
    const sure = { title: t('review.approve.sure', { name: titleOf(props.seen) }), text: t('review.approve.text') }
    if (await confirm({ ...sure, ok: t('desk.approve') })) await tried(() => decide(true, ''))
  }
  return (
    <Show when={version().state === 'review'}>
      <section class="desk-part" aria-label={t('review.decide')}>
        <Show when={claimed() && !isMine()}>
          <p class="desk-note">{t('review.claimed', { name: nameOfCard(claimed()!) })}</p>
        </Show>
        <div class="desk-actions">
          <Show when={!claimed() || isMine()}>
            <Button icon="me" onClick={() => void claim(!isMine())}>
              {t(isMine() ? 'review.unclaim' : 'review.claim')}
            </Button>
          </Show>
          <Button icon="apps" onClick={() => void tried(look)}>
            {t('review.open')}
          </Button>
          <Button kind="primary" icon="check" onClick={() => void approve()}>
            {t('desk.approve')}
          </Button>
          <Button kind="danger" icon="close" onClick={() => setRefusing(true)}>
            {t('review.refuse')}
          </Button>
        </div>
        <Show when={refusing()}>
          <RefuseSheet
            name={titleOf(props.seen)}
            onClose={() => setRefusing(false)}
            onReasons={reasons => decide(false, reasons)}
          />
        </Show>
      </section>
    </Show>
  )
}

/** A no says why, in words that the makers read. */
function RefuseSheet(props: { name: string; onClose: () => void; onReasons: (reasons: string) => Promise<unknown> }) {
  const [reasons, setReasons] = createSignal('')
  return (
    <FormSheet
      title={t('review.refuse.title', { name: props.name })}
      submit={t('review.refuse')}
      danger
      onSubmit={() => props.onReasons(reasons().trim())}
      onClose={props.onClose}
    >
      <Field
        label={t('review.reasons')}
        hint={t('review.reasons.hint')}
        value={reasons()}
        onInput={setReasons}
        maxlength={REVIEW_TEXT_LENGTH_MAX}
        multiline
        required
        autofocus
      />
    </FormSheet>
  )
}
