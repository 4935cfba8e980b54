import { createMemo, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t } from '../i18n.ts'
import { Table } from '../operator/parts.tsx'
import { kept } from '../shops/address.ts'
import { Answer } from '../ui/answer.tsx'
import { Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Chips } from '../ui/paged.tsx'
import { now } from '../ui/state.ts'
import { Bars, Lines } from './chart.tsx'
import {
  byVersion,
  daysUntil,
  drawn,
  returned,
  versionSums,
  type Numbers as Figures,
  type VersionSum,
} from './figures.ts'
import { MakerPage, type Desk } from './parts.tsx'

const SPANS = ['30', '7', '90'] as const

const number = (value: number): string => new Intl.NumberFormat(language()).format(value)
const ms = (value: number): string => t('numbers.ms', { ms: number(value) })

/** What became of a program: opens, people, who came back, how quickly it opens and what failed, by day and version. */
export function Numbers(props: Desk) {
  const [span, choose] = kept('days', SPANS)
  const loaded = load(span, () =>
    call('GET /makers/programs/:appId/numbers', { appId: props.program.appId, days: Number(span()) }),
  )
  return (
    <MakerPage program={props.program} title={t('numbers.title')}>
      <Chips
        label={t('numbers.span')}
        all={SPANS}
        on={span()}
        name={one => t('numbers.days', { days: one })}
        onChoose={choose}
      />
      <Answer loaded={loaded}>
        {data => (
          <Show
            when={data().days.length > 0}
            fallback={<Empty icon="filter" title={t('numbers.none')} text={t('numbers.none.text')} />}
          >
            <Charts numbers={data()} days={daysUntil(now(), Number(span()))} />
            <p class="note center made-hint">{t('numbers.note')}</p>
          </Show>
        )}
      </Answer>
    </MakerPage>
  )
}

function Charts(props: { numbers: Figures; days: string[] }) {
  const of = (what: (day: Figures['days'][number]) => number | undefined) =>
    byVersion(props.numbers.days, props.days, { of: what, rest: t('numbers.others') })
  const back = createMemo(() => [
    { name: t('numbers.day1'), values: returned(props.numbers, props.days, 'day1') },
    { name: t('numbers.day7'), values: returned(props.numbers, props.days, 'day7') },
  ])
  return (
    <>
      <div class="charts">
        <Bars title={t('numbers.opens')} days={props.days} series={of(day => day.opens)} />
        <Bars title={t('numbers.people')} days={props.days} series={of(day => drawn(day.people))} />
        <Lines title={t('numbers.open_ms')} days={props.days} series={of(day => day.openMs?.p95)} unit={ms} />
        <Bars title={t('numbers.errors')} days={props.days} series={of(day => day.errors)} />
        <Bars title={t('numbers.payments')} days={props.days} series={of(day => day.payments)} />
        <Lines
          title={t('numbers.back')}
          days={props.days}
          series={back()}
          unit={percent => t('release.percent', { percent })}
        />
      </div>
      <VersionTable sums={versionSums(props.numbers.days)} />
      <DayTable days={props.numbers.days} />
    </>
  )
}

/** The versions against each other. */
const VersionTable = (props: { sums: readonly VersionSum[] }) => (
  <section class="made-part">
    <h2>{t('numbers.by_version')}</h2>
    <Table
      name={t('numbers.by_version')}
      heads={[
        t('versions.one'),
        t('numbers.opens'),
        t('numbers.errors'),
        t('numbers.payments'),
        t('numbers.p50'),
        t('numbers.p95'),
      ]}
      rows={props.sums}
      numbers={[1, 2, 3, 4, 5]}
      cells={one => [
        one.version,
        number(one.opens),
        number(one.errors),
        number(one.payments),
        one.p50 === undefined ? '' : ms(one.p50),
        one.p95 === undefined ? '' : ms(one.p95),
      ]}
    />
  </section>
)

/** All numbers of the charts, for whoever does not see them or wants them exactly. */
const DayTable = (props: { days: Figures['days'] }) => (
  <details class="made-part">
    <summary>{t('numbers.table')}</summary>
    <Table
      name={t('numbers.table')}
      heads={[
        t('numbers.day'),
        t('versions.one'),
        t('numbers.opens'),
        t('numbers.people'),
        t('numbers.errors'),
        t('numbers.payments'),
        t('numbers.p95'),
      ]}
      rows={props.days}
      numbers={[2, 3, 4, 5, 6]}
      cells={one => [
        one.day,
        one.version,
        number(one.opens),
        typeof one.people === 'number' ? number(one.people) : one.people,
        number(one.errors),
        number(one.payments),
        one.openMs ? ms(one.openMs.p95) : '',
      ]}
    />
  </details>
)
