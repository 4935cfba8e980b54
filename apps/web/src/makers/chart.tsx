import { createMemo, For, Show, type JSX } from 'solid-js'
import { language, t } from '../i18n.ts'
import type { Series } from './figures.ts'
import '../styles/charts.css'

const HEIGHT = 100
const STEP = 10
const GAP = 2

const dayName = (day: string): string =>
  new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )

interface Chart {
  readonly title: string
  readonly days: readonly string[]
  readonly series: readonly Series[]
  readonly unit?: (value: number) => string
}

const plain = (value: number): string => new Intl.NumberFormat(language()).format(value)

/** Days side by side, each a pile of its series; what it shows is also said in a sentence. */
export function Bars(props: Chart) {
  const totals = createMemo(() =>
    props.days.map((_, i) => props.series.reduce((all, one) => all + (one.values[i] ?? 0), 0)),
  )
  const max = () => Math.max(1, ...totals())
  return (
    <Figure {...props} highest={Math.max(0, ...totals())} totals={totals()}>
      <For each={props.days}>
        {(_, i) => {
          let below = 0
          return (
            <For each={props.series}>
              {(one, at) => {
                const height = ((one.values[i()] ?? 0) / max()) * HEIGHT
                below += height
                return (
                  <rect
                    data-series={at()}
                    x={i() * STEP + GAP / 2}
                    y={HEIGHT - below}
                    width={STEP - GAP}
                    height={height}
                  />
                )
              }}
            </For>
          )
        }}
      </For>
    </Figure>
  )
}

/** Lines over the days; a day without a value breaks them, and a value alone is a short dash. */
export function Lines(props: Chart) {
  const values = () => props.series.flatMap(one => one.values.filter(value => value !== undefined))
  const max = () => Math.max(1, ...values())
  return (
    <Figure {...props} highest={Math.max(0, ...values())} totals={[]}>
      <For each={props.series}>
        {(one, at) => <path data-series={at()} d={lineOf(one.values, max())} vector-effect="non-scaling-stroke" />}
      </For>
    </Figure>
  )
}

function lineOf(values: readonly (number | undefined)[], max: number): string {
  const at = (i: number, value: number) => `${i * STEP + STEP / 2} ${HEIGHT - (value / max) * HEIGHT}`
  return values
    .map((value, i) => {
      if (value === undefined) return ''
      const alone = values[i - 1] === undefined && values[i + 1] === undefined
      return alone
        ? `M${at(i - 0.3, value)} L${at(i + 0.3, value)}`
        : `${values[i - 1] === undefined ? 'M' : 'L'}${at(i, value)}`
    })
    .join(' ')
}

/** A chart with its name, its scale, its first and last day, and which colour is what. */
function Figure(props: Chart & { highest: number; totals: readonly number[]; children: JSX.Element }) {
  const unit = (value: number) => (props.unit ?? plain)(value)
  const said = () =>
    props.totals.length > 0
      ? t('chart.total', {
          title: props.title,
          total: unit(props.totals.reduce((all, one) => all + one, 0)),
          highest: unit(props.highest),
        })
      : t('chart.highest', { title: props.title, highest: unit(props.highest) })
  return (
    <figure class="chart">
      <figcaption>
        <b>{props.title}</b>
        <span aria-hidden="true">{unit(props.highest)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${props.days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={said()}
      >
        {props.children}
      </svg>
      <p class="chart-days" aria-hidden="true">
        <span>{dayName(props.days[0]!)}</span>
        <span>{dayName(props.days.at(-1)!)}</span>
      </p>
      <Show when={props.series.length > 1}>
        <ul class="chart-key">
          <For each={props.series}>{(one, at) => <li data-series={at()}>{one.name}</li>}</For>
        </ul>
      </Show>
    </figure>
  )
}
