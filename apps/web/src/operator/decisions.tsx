import type { RiskDecision } from '@plaza/contract'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { hasSentence, language, t, type Key } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { inMoney } from '../wallet/state.ts'
import { FindHolder } from './holder.tsx'
import { Desk, Table } from './parts.tsx'

const VERDICTS = ['allow', 'step_up', 'delay', 'block'] as const
type Verdict = (typeof VERDICTS)[number]

const ruleName = (rule: string): string => (hasSentence(`desk.rule.${rule}`) ? t(`desk.rule.${rule}` as Key) : rule)

/** Operators: what the risk rules decided, newest first, of one kind or one person. */
export function DecisionsDesk() {
  const [verdict, setVerdict] = createSignal<Verdict | ''>('')
  const [person, setPerson] = createSignal<string>()
  const filter = () => ({
    ...(verdict() === '' ? {} : { verdict: verdict() as Verdict }),
    ...(person() === undefined ? {} : { person: person() as string }),
  })
  const loaded = load(
    () => JSON.stringify(filter()),
    () => call('GET /wallet/office/decisions', filter()),
  )
  return (
    <Desk title={t('desk.decisions')} loaded={loaded}>
      {data => (
        <>
          <section class="desk-part desk-filter">
            <label>
              <span>{t('desk.verdict')}</span>
              <select value={verdict()} onChange={event => setVerdict(event.currentTarget.value as Verdict | '')}>
                <option value="">{t('desk.verdict.all')}</option>
                <For each={VERDICTS}>{one => <option value={one}>{t(`desk.verdict.${one}`)}</option>}</For>
              </select>
            </label>
            <FindHolder person={person()} onFound={setPerson} />
          </section>
          <Found first={data()} filter={filter} />
        </>
      )}
    </Desk>
  )
}

interface Answer {
  decisions: RiskDecision[]
  more: boolean
}

function Found(props: { first: Answer; filter: () => { verdict?: Verdict; person?: string } }) {
  const [later, setLater] = createSignal<Answer[]>([])
  const [busy, setBusy] = createSignal(false)
  createEffect(
    on(
      () => props.first,
      () => setLater([]),
    ),
  )
  const rows = () => [props.first, ...later()].flatMap(answer => answer.decisions)
  const hasMore = () => (later().at(-1) ?? props.first).more
  const more = async () => {
    setBusy(true)
    const last = rows().at(-1)
    const first = props.first
    await tried(async () => {
      if (!last) return
      const answer = await call('GET /wallet/office/decisions', { ...props.filter(), before: last.id })
      if (first === props.first) setLater([...later(), answer])
    })
    setBusy(false)
  }
  return (
    <Show when={rows().length > 0} fallback={<Empty icon="check" title={t('desk.decisions.none')} />}>
      <section class="desk-part">
        <Table
          name={t('desk.decisions')}
          heads={[
            t('desk.when'),
            t('desk.person'),
            t('desk.what'),
            t('desk.amount'),
            t('desk.verdict'),
            t('desk.rules'),
          ]}
          numbers={[3]}
          rows={rows()}
          cells={row => [
            fullTime(row.at, language()),
            nameOf(row.person),
            t(`desk.do.${row.do}`),
            inMoney(row.amount, row.currency),
            <span class={`desk-verdict ${row.verdict}`}>{t(`desk.verdict.${row.verdict}`)}</span>,
            row.reasons.map(ruleName).join(', ') || t('none'),
          ]}
        />
      </section>
      <Show when={hasMore()}>
        <div class="big-action">
          <Button busy={busy()} onClick={() => void more()}>
            {t('desk.more')}
          </Button>
        </div>
      </Show>
    </Show>
  )
}
