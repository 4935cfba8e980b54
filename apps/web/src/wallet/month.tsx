import type { Bill } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t, type Key } from '../i18n.ts'
import { replaceTop } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Cell, Empty, Group } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { toast } from '../ui/toast.tsx'
import { tried } from '../screens/open.ts'
import { signed } from './bill-line.tsx'
import { saveFile } from './bills-file.ts'
import { monthAfter, monthName, monthOf, readersZone } from './bills-time.ts'
import { inMoney } from './state.ts'
import '../styles/wallet.css'
import '../styles/bills.css'

const FORMATS = [
  { format: 'pdf', icon: 'image', tint: '#bd3a4a' },
  { format: 'csv', icon: 'inbox', tint: '#07803f' },
  { format: 'camt053', icon: 'bank', tint: '#1667c0' },
] as const

/** What came and went in a month, and its files. */
export function MonthPage(props: { month: string }) {
  const figures = load(
    () => props.month,
    () => call('GET /wallet/months/:month', { month: props.month, zone: readersZone() }),
  )
  const turn = (months: number) => replaceTop(`/me/wallet/months/${monthAfter(props.month, months)}`)
  return (
    <Page title={t('bills.title')}>
      <nav class="month-turn" aria-label={monthName(props.month)}>
        <IconButton icon="back" label={t('month.before')} onClick={() => turn(-1)} />
        <h2>{monthName(props.month)}</h2>
        <IconButton
          icon="forward"
          label={t('month.after')}
          disabled={props.month >= monthOf(Date.now())}
          onClick={() => turn(1)}
        />
      </nav>
      <Answer loaded={figures} rows={6}>
        {known => <Picture figures={known()} />}
      </Answer>
      <Files month={props.month} />
    </Page>
  )
}

interface Figures {
  readonly currency: string
  readonly total: { readonly in: string; readonly out: string }
  readonly categories: { category: Bill['category']; in: string; out: string; count: number }[]
}

function Picture(props: { figures: Figures }) {
  const amount = (minor: string) => inMoney(minor, props.figures.currency)
  const net = () => {
    const { currency, total } = props.figures
    const [came, went] = [BigInt(total.in), BigInt(total.out)]
    const less = came < went
    if (came === went) return amount('0')
    return signed({ direction: less ? 'out' : 'in', amount: String(less ? went - came : came - went), currency })
  }
  return (
    <Show when={props.figures.categories.length > 0} fallback={<Empty icon="wallet" title={t('month.empty')} />}>
      <dl class="group month-sums">
        <div>
          <dt>{t('month.in')}</dt>
          <dd class="in">{amount(props.figures.total.in)}</dd>
        </div>
        <div>
          <dt>{t('month.out')}</dt>
          <dd>{amount(props.figures.total.out)}</dd>
        </div>
        <div>
          <dt>{t('month.net')}</dt>
          <dd>{net()}</dd>
        </div>
      </dl>
      <Chart title="month.spending" side="out" figures={props.figures} />
      <Chart title="month.received" side="in" figures={props.figures} />
    </Show>
  )
}

/** Categories by their sums, as bars beside their words and figures. */
function Chart(props: { title: Key; side: 'in' | 'out'; figures: Figures }) {
  const total = () => BigInt(props.figures.total[props.side])
  const rows = () =>
    props.figures.categories
      .filter(row => row[props.side] !== '0')
      .toSorted((a, b) => (BigInt(a[props.side]) < BigInt(b[props.side]) ? 1 : -1))
  /** The counts are of both sides: they are said only where the other side has none. */
  const counted = () => rows().every(row => row[props.side === 'in' ? 'out' : 'in'] === '0')
  const part = (minor: string) => Number((BigInt(minor) * 1000n) / total()) / 1000
  const percent = (minor: string) =>
    new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 1 }).format(part(minor))
  return (
    <Show when={rows().length > 0}>
      <section class="group">
        <h2>{t(props.title)}</h2>
        <ul class="group-box chart">
          <For each={rows()}>
            {row => (
              <li>
                <span class="chart-name">{t(`bill.category.${row.category}`)}</span>
                <b class="chart-sum">{inMoney(row[props.side], props.figures.currency)}</b>
                <span class="split-track" aria-hidden="true">
                  <i style={{ 'inline-size': `${part(row[props.side]) * 100}%` }} />
                </span>
                <span class="chart-note">
                  {percent(row[props.side])}
                  <Show when={counted()}> · {t('month.count', { count: row.count })}</Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}

function Files(props: { month: string }) {
  const [making, setMaking] = createSignal<string>()
  const save = async (format: (typeof FORMATS)[number]['format']) => {
    if (making()) return
    setMaking(format)
    await tried(async () => {
      const file = await call('GET /wallet/months/:month/export', { month: props.month, zone: readersZone(), format })
      saveFile(file)
      toast(t('month.file.saved', { name: file.fileName }))
    })
    setMaking(undefined)
  }
  return (
    <Group title={t('month.files')} note={t('month.files.note')}>
      <For each={FORMATS}>
        {({ format, icon, tint }) => (
          <Cell
            icon={icon}
            tint={tint}
            title={t(`month.file.${format}`)}
            {...(making() === format ? { note: <span role="status">{t('month.file.making')}</span> } : {})}
            onClick={() => void save(format)}
          />
        )}
      </For>
    </Group>
  )
}
