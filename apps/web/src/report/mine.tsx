import type { Report } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { lineTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { now, store } from '../ui/state.ts'
import '../styles/report.css'

const ICONS: Readonly<Record<Report['state'], IconName>> = { open: 'clock', upheld: 'checks', dismissed: 'info' }

/** What I brought to the city's office, and what became of it. */
export function MyReports() {
  const mine = load(
    () => 0,
    async () => {
      const { reports, people } = await call('GET /reports/mine')
      for (const card of people) store().setPerson(card)
      return reports
    },
  )
  return (
    <Page title={t('report.mine')}>
      <Show
        when={mine.data()}
        fallback={
          <Show when={mine.code()} fallback={<Skeleton rows={4} />}>
            {code => <Unloaded code={code()} again={mine.again} />}
          </Show>
        }
      >
        {reports => (
          <Show
            when={reports().length > 0}
            fallback={<Empty icon="shield" title={t('report.none')} text={t('report.none.text')} />}
          >
            <div class="group">
              <div class="group-box" role="list" aria-label={t('report.mine')}>
                <For each={reports()}>{one => <Row of={one} />}</For>
              </div>
            </div>
          </Show>
        )}
      </Show>
    </Page>
  )
}

const timeOf = (at: number): string => lineTime(at, now(), language())

const Row = (props: { of: Report }) => (
  <div class="report-row" role="listitem">
    <Avatar person={props.of.about} />
    <div class="report-said">
      <p class="report-top">
        <b>{nameOf(props.of.about)}</b>
        <time>{timeOf(props.of.at)}</time>
      </p>
      <p>{t(`report.reason.${props.of.reason}`)}</p>
      <Show when={props.of.note}>
        <p class="report-words" dir="auto">
          {props.of.note}
        </p>
      </Show>
      <p class={`report-state ${props.of.state}`}>
        <Icon name={ICONS[props.of.state]} />
        <span>
          {t(`report.state.${props.of.state}`)}
          <Show when={props.of.decidedAt}>{at => <time> · {timeOf(at())}</time>}</Show>
        </span>
      </p>
    </div>
  </div>
)
