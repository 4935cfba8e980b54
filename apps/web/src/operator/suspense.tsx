import type { Resolution, SuspenseItem } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { stateName } from '../wallet/bank-state.ts'
import { inMoney } from '../wallet/state.ts'
import { Desk, Table } from './parts.tsx'
import { endOf, ResolveSheet, signed } from './resolve.tsx'

/** Operators: what the daily comparison with the bank's statement could not explain, and what the bank is silent about. */
export function SuspenseDesk() {
  const loaded = load(
    () => 0,
    () => call('GET /wallet/office/suspense'),
  )
  const [asked, setAsked] = createSignal<SuspenseItem>()
  return (
    <Desk title={t('desk.suspense')} loaded={loaded}>
      {data => (
        <>
          <p class="desk-note">
            <Show when={data().reconciledTo} fallback={t('desk.reconciled.never')}>
              {day => t('desk.reconciled', { day: day() })}
            </Show>
          </p>
          <Show
            when={data().items.length > 0}
            fallback={<Empty icon="check" title={t('desk.suspense.none')} text={t('desk.suspense.none.text')} />}
          >
            <section class="desk-part">
              <h2>{t('desk.suspense.items')}</h2>
              <div class="desk-cards">
                <For each={data().items}>
                  {item => <ItemCard item={item} again={loaded.again} onResolve={() => setAsked(item)} />}
                </For>
              </div>
            </section>
          </Show>
          <Show when={data().unknown.length > 0}>
            <section class="desk-part">
              <h2>{t('desk.unknown')}</h2>
              <Table
                name={t('desk.unknown')}
                heads={[t('desk.what'), t('desk.amount'), t('desk.outcome'), t('desk.when'), t('desk.ref')]}
                numbers={[1]}
                rows={data().unknown}
                cells={move => [
                  t(move.direction === 'in' ? 'bank.in' : 'bank.out'),
                  inMoney(move.amount, move.currency),
                  stateName(move),
                  fullTime(move.createdAt, language()),
                  <code>{move.id}</code>,
                ]}
              />
            </section>
          </Show>
          <Resolved items={data().resolved} />
          <Show when={asked()} keyed>
            {item => (
              <ResolveSheet
                item={item}
                onClose={() => setAsked(undefined)}
                onProposed={() => {
                  toast(t('desk.proposed.now'))
                  void loaded.again()
                }}
              />
            )}
          </Show>
        </>
      )}
    </Desk>
  )
}

/** One booking that nobody can explain, with what was proposed for it. */
function ItemCard(props: { item: SuspenseItem; again: () => Promise<void>; onResolve: () => void }) {
  return (
    <article class="desk-card">
      <h3>{signed(props.item)}</h3>
      <p>{t(`desk.why.${props.item.why}`)}</p>
      <dl>
        <div>
          <dt>{t('desk.day')}</dt>
          <dd>{props.item.day}</dd>
        </div>
        <div>
          <dt>{t('desk.age')}</dt>
          <dd>{t('desk.days', { count: props.item.ageDays })}</dd>
        </div>
        <div>
          <dt>{t('desk.ref')}</dt>
          <dd>
            <code>{props.item.ref}</code>
          </dd>
        </div>
      </dl>
      <Show
        when={props.item.resolution}
        fallback={
          <div class="desk-actions">
            <Button onClick={() => props.onResolve()}>{t('desk.resolve')}</Button>
          </div>
        }
      >
        {resolution => <Proposal resolution={resolution()} again={props.again} />}
      </Show>
    </article>
  )
}

/** What somebody proposed; whoever did cannot decide it. */
function Proposal(props: { resolution: Resolution; again: () => Promise<void> }) {
  const [busy, setBusy] = createSignal(false)
  const decide = async (approve: boolean) => {
    setBusy(true)
    const { id } = props.resolution
    const done = await tried(() => call('POST /wallet/office/resolutions/:id', { id, approve }))
    if (done) toast(t(approve ? 'desk.approved.now' : 'desk.rejected.now'))
    await props.again()
    setBusy(false)
  }
  const mayDecide = () => props.resolution.state === 'proposed' && props.resolution.proposedBy !== store().myId
  return (
    <>
      <p>
        <b>{endOf(props.resolution)}</b>
      </p>
      <p>{props.resolution.reason}</p>
      <p class="cell-note">
        {t('desk.proposed.by', {
          name: nameOf(props.resolution.proposedBy),
          date: fullTime(props.resolution.proposedAt, language()),
        })}
      </p>
      <Show
        when={mayDecide()}
        fallback={
          <p class="note">
            {t(props.resolution.state === 'proposed' ? 'desk.waits_for_other' : 'desk.resolution.approved')}
          </p>
        }
      >
        <div class="desk-actions">
          <Button kind="primary" disabled={busy()} onClick={() => void decide(true)}>
            {t('desk.approve')}
          </Button>
          <Button kind="danger" disabled={busy()} onClick={() => void decide(false)}>
            {t('desk.reject')}
          </Button>
        </div>
      </Show>
    </>
  )
}

/** What people explained, with who proposed and who decided it. */
function Resolved(props: { items: readonly (SuspenseItem & { resolution: Resolution })[] }) {
  return (
    <Show when={props.items.length > 0}>
      <section class="desk-part">
        <h2>{t('desk.resolved')}</h2>
        <Table
          name={t('desk.resolved')}
          heads={[t('desk.amount'), t('desk.outcome'), t('desk.reason'), t('desk.proposed_by'), t('desk.decided_by')]}
          numbers={[0]}
          rows={props.items}
          cells={item => [
            signed(item),
            endOf(item.resolution),
            item.resolution.reason,
            nameOf(item.resolution.proposedBy),
            item.resolution.decidedBy ? nameOf(item.resolution.decidedBy) : '',
          ]}
        />
      </section>
    </Show>
  )
}
