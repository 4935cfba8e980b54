import type { Review } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t } from '../i18n.ts'
import { openFromRoot, pages, push, root, top } from '../router.ts'
import { loadMade } from '../makers/changed.ts'
import { Mark } from '../makers/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Cell, Empty, Group } from '../ui/controls.tsx'
import { nameOfCard } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { now } from '../ui/state.ts'
import '../styles/makers.css'

/** Reviews have a list of their own beside them where there is room; else they are pages among the operator's. */
export const reviewAt = (...parts: readonly string[]): string =>
  [root() === '/reviews' ? '/reviews' : '/operator/programs', ...parts].join('/')

/** What is named when the queue has to be asked again. */
export const QUEUE = 'reviews'

const open = (page: string): void => (root() === '/reviews' ? openFromRoot : push)(reviewAt(page))

/** Operators: versions that wait for review, the longest first, and the ways to all programs, their numbers and listed words. */
export function ReviewQueue() {
  const loaded = loadMade(
    () => QUEUE,
    async () => (await call('GET /makers/reviews')).reviews,
  )
  return (
    <Page
      title={t('reviews.short')}
      class="review-queue"
      actions={<IconButton icon="refresh" label={t('refresh')} onClick={() => void loaded.again()} />}
    >
      <Answer loaded={loaded}>
        {reviews => (
          <Show
            when={reviews().length > 0}
            fallback={<Empty icon="check" title={t('reviews.none')} text={t('reviews.none.text')} />}
          >
            <div onKeyDown={event => step(event, reviews())}>
              <Group note={t('reviews.keys')}>
                <For each={reviews()}>{one => <ReviewCell one={one} />}</For>
              </Group>
            </div>
          </Show>
        )}
      </Answer>
      <Group>
        <Way page="all" icon="apps" tint="#1667c0" title={t('reviews.programs')} />
        <Way page="totals" icon="filter" tint="#6b4fd3" title={t('reviews.totals')} />
        <Way page="words" icon="edit" tint="#85610a" title={t('reviews.words')} />
      </Group>
    </Page>
  )
}

const Way = (props: { page: string; icon: 'apps' | 'filter' | 'edit'; tint: string; title: string }) => (
  <Cell
    icon={props.icon}
    tint={props.tint}
    title={props.title}
    current={pages().includes(reviewAt(props.page))}
    onClick={() => open(props.page)}
  />
)

/** The letters j and k lead to the next and the previous one. */
function step(event: KeyboardEvent, reviews: readonly Review[]): void {
  const by = { j: 1, k: -1 }[event.key]
  if (by === undefined) return
  const index = reviews.findIndex(one => top() === reviewAt(one.version.id))
  const next = reviews[Math.max(0, Math.min(reviews.length - 1, index + by))]
  if (next) open(next.version.id)
}

const ReviewCell = (props: { one: Review }) => (
  <Cell
    title={`${props.one.name} ${props.one.version.version}`}
    note={
      <span class="review-note">
        {[props.one.team.name, age(props.one.waitingSince, now())].join(' · ')}
        <FourEyes review={props.one} />
        <Show when={props.one.errors + props.one.warnings > 0}>
          <Mark look={{ icon: 'alert', tone: 'wait' }}>
            {t('reviews.found', { count: props.one.errors + props.one.warnings })}
          </Mark>
        </Show>
        <Show when={props.one.claimedBy}>
          {by => <Mark look={{ icon: 'me', tone: 'plain' }}>{nameOfCard(by())}</Mark>}
        </Show>
      </span>
    }
    current={pages().includes(reviewAt(props.one.version.id))}
    onClick={() => open(props.one.version.id)}
  />
)

/** Why two operators have to say yes, and how many did. */
export const FourEyes = (props: { review: Review }) => (
  <For each={props.review.fourEyes}>
    {why => (
      <Mark look={{ icon: 'shield', tone: 'wait' }}>
        {t(`review.four_eyes.${why}`)} {props.review.version.yes}/{props.review.version.yesNeeded}
      </Mark>
    )}
  </For>
)

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How long something has waited, in hours or days. */
export function age(since: number, at: number): string {
  const waited = Math.max(0, at - since)
  const [value, unit] =
    waited < DAY_MS
      ? ([Math.floor(waited / HOUR_MS), 'hour'] as const)
      : ([Math.floor(waited / DAY_MS), 'day'] as const)
  return t('reviews.waits', {
    time: new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(value),
  })
}
