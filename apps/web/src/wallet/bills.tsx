import type { Bill } from '@plaza/contract'
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import { call, codeOf, type ApiCode } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { SearchBox } from '../ui/people.tsx'
import { BillLine } from './bill-line.tsx'
import { BillFilters, type Filters } from './bills-filters.tsx'
import { dayName, dayOf, monthName, monthOf, readersZone } from './bills-time.ts'
import { inMoney } from './state.ts'
import '../styles/wallet.css'
import '../styles/bills.css'

const PAGE = 50
const TYPING_MS = 250

/** The history of my wallet: months, days and payments, as far down as one looks. */
export function BillsPage() {
  const [filters, setFilters] = createSignal<Filters>({})
  const [typed, setTyped] = createSignal('')
  const [text, setText] = createSignal('')
  const [open, setOpen] = createSignal(false)
  const list = billsFor(() => ({ ...filters(), ...(text() ? { text: text() } : {}) }))
  const count = () => Object.keys(filters()).length
  let typing: ReturnType<typeof setTimeout> | undefined
  const search = (value: string) => {
    setTyped(value)
    clearTimeout(typing)
    typing = setTimeout(() => setText(value.trim()), TYPING_MS)
  }
  onCleanup(() => clearTimeout(typing))
  /** Back to the button that shows the filters. */
  const close = (event: Event & { currentTarget: Element }) => {
    event.stopPropagation()
    event.currentTarget.closest('.page')?.querySelector<HTMLElement>('.bar-end button')?.focus()
    setOpen(false)
  }
  return (
    <Page
      title={t('bills.title')}
      actions={
        <IconButton
          icon="filter"
          label={count() > 0 ? t('bills.filters.on', { count: count() }) : t('bills.filters')}
          pressed={open()}
          onClick={() => setOpen(!open())}
        />
      }
    >
      <SearchBox value={typed()} label={t('bills.search')} onInput={search} />
      <Show when={open()}>
        <div onKeyDown={event => event.key === 'Escape' && close(event)}>
          <BillFilters filters={filters()} onChange={setFilters} />
        </div>
      </Show>
      <Show when={list.bills()} fallback={<FirstAnswer code={list.code()} again={list.more} />}>
        {bills => (
          <Show when={bills().length > 0} fallback={<NoBills narrowed={count() > 0 || text() !== ''} />}>
            <Months bills={bills()} narrowed={count() > 0 || text() !== ''} />
            <Show when={list.unread()}>
              <More code={list.code()} more={list.more} />
            </Show>
          </Show>
        )}
      </Show>
    </Page>
  )
}

/** Pages of the history as far as they were asked for; begun anew whenever the filter changes. */
function billsFor(filter: () => Filters & { text?: string }) {
  const [bills, setBills] = createSignal<Bill[]>()
  const [unread, setUnread] = createSignal(false)
  const [code, setCode] = createSignal<ApiCode>()
  let turn = 0
  let asking = false
  const ask = async (fresh: boolean) => {
    if (asking && !fresh) return
    const mine = ++turn
    const known = fresh ? [] : (bills() ?? [])
    const last = known.at(-1)
    asking = true
    setCode(undefined)
    try {
      const page = await call('GET /wallet/bills', { ...filter(), ...(last ? { before: last.id } : {}), limit: PAGE })
      if (mine !== turn) return
      setBills([...known, ...page.bills])
      setUnread(page.more)
    } catch (error) {
      if (mine === turn) setCode(codeOf(error))
    }
    if (mine === turn) asking = false
  }
  createEffect(on(filter, () => void ask(true)))
  return { bills, unread, code, more: () => void ask(false) }
}

const FirstAnswer = (props: { code: ApiCode | undefined; again: () => void }) => (
  <Show when={props.code} fallback={<Skeleton rows={8} />}>
    {code => <Unloaded code={code()} again={props.again} />}
  </Show>
)

const NoBills = (props: { narrowed: boolean }) => (
  <Show when={props.narrowed} fallback={<Empty icon="wallet" title={t('bills.empty')} text={t('bills.empty.text')} />}>
    <Empty icon="search" title={t('bills.none')} text={t('bills.none.text')} />
  </Show>
)

/** Asks for the next page when it comes near the screen. */
function More(props: { code: ApiCode | undefined; more: () => void }) {
  const watched = (element: HTMLElement) => {
    const observer = new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && props.more(), {
      rootMargin: '60% 0px',
    })
    observer.observe(element)
    onCleanup(() => observer.disconnect())
  }
  return (
    <Show
      when={props.code}
      fallback={
        <div ref={watched}>
          <Skeleton rows={3} />
        </div>
      }
    >
      {code => (
        <div class="bills-more">
          <p role="alert">{refusal(code())}</p>
          <Button onClick={() => props.more()}>{t('retry')}</Button>
        </div>
      )}
    </Show>
  )
}

interface Part {
  readonly key: string
  readonly bills: Bill[]
}

/** Neighbours of one month or one day, in the order of the list. */
function parted(bills: Bill[], keyOf: (at: number) => string): Part[] {
  const parts: Part[] = []
  for (const bill of bills) {
    const key = keyOf(bill.at)
    const last = parts.at(-1)
    if (last?.key === key) last.bills.push(bill)
    else parts.push({ key, bills: [bill] })
  }
  return parts
}

function Months(props: { bills: Bill[]; narrowed: boolean }) {
  const months = createMemo(() => parted(props.bills, monthOf))
  return (
    <div class="bills">
      <For each={months().map(month => month.key)}>
        {(month, i) => (
          <section class="bill-month">
            <MonthHead month={month} sums={!props.narrowed} />
            <For each={parted(months()[i()]?.bills ?? [], dayOf)}>
              {day => (
                <>
                  <h3>{dayName(day.bills[0]!.at)}</h3>
                  <ul class="group-box">
                    <For each={day.bills}>
                      {bill => <BillLine bill={bill} onOpen={() => push(`/me/wallet/bills/${bill.id}`)} />}
                    </For>
                  </ul>
                </>
              )}
            </For>
          </section>
        )}
      </For>
    </div>
  )
}

/** The month with its sums, which leads to its picture. Where the list is narrowed the sums would mislead. */
function MonthHead(props: { month: string; sums: boolean }) {
  const figures = load(
    () => props.month,
    () => call('GET /wallet/months/:month', { month: props.month, zone: readersZone() }),
  )
  return (
    <header class="bill-month-head">
      <h2>{monthName(props.month)}</h2>
      <Show when={props.sums && figures.data()}>
        {data => (
          <p>
            {t('bills.sums', {
              in: inMoney(data().total.in, data().currency),
              out: inMoney(data().total.out, data().currency),
            })}
          </p>
        )}
      </Show>
      <IconButton
        icon="forward"
        label={t('bills.month.open', { month: monthName(props.month) })}
        onClick={() => push(`/me/wallet/months/${props.month}`)}
      />
    </header>
  )
}
