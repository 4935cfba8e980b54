import type { MerchantRule, MerchantRuleChange } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Cell, Group } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { Desk, loadDesk, Table } from './parts.tsx'
import { Queue, QueueCard } from './queue.tsx'
import { RuleSheet } from './rule-sheet.tsx'
import { valueOf, whatOf } from './rule-words.ts'

const KINDS = ['fee', 'small', 'dispute'] as const

/** Operators: what the city takes of payments, what pay codes pay alone, and what was proposed to change of it. */
export function RulesDesk() {
  const loaded = loadDesk(() => call('GET /merchants/office/rules'))
  const [asked, setAsked] = createSignal<MerchantRule>()
  const decide = async (id: string, approve: boolean) => {
    const done = await tried(() => call('POST /merchants/office/rules/:id', { id, approve }))
    if (done) toast(t(approve ? 'desk.approved.now' : 'desk.rejected.now'))
    await loaded.again()
  }
  return (
    <Desk title={t('desk.terms')} loaded={loaded}>
      {data => {
        const waiting = () => data().changes.filter(one => one.state === 'proposed')
        const of = (kind: MerchantRule['kind']) => data().rules.filter(one => one.kind === kind)
        const fresh = (): MerchantRule => ({ kind: 'fee', category: '', basisPoints: 0 })
        return (
          <>
            <Show when={waiting().length > 0}>
              <Queue
                title={t('desk.proposed')}
                items={waiting()}
                empty={{ icon: 'check', title: t('desk.checks.none'), text: '' }}
              >
                {change => (
                  <QueueCard
                    title={whatOf(change.rule)}
                    note={t('desk.proposed.by', {
                      name: nameOf(change.proposedBy),
                      date: fullTime(change.proposedAt, language()),
                    })}
                    mine={change.proposedBy !== store().myId}
                    onDecide={approve => void decide(change.id, approve)}
                  >
                    <p>
                      <b>{valueOf(change.rule, data().currency)}</b>
                    </p>
                  </QueueCard>
                )}
              </Queue>
            </Show>
            {KINDS.map(kind => (
              <Group title={t(`desk.terms.kind.${kind}`)} note={t(`desk.terms.kind.${kind}.note`)}>
                {of(kind).map(rule => (
                  <Cell title={whatOf(rule)} value={valueOf(rule, data().currency)} onClick={() => setAsked(rule)} />
                ))}
                <Show when={kind === 'fee'}>
                  <Cell icon="plus" title={t('desk.terms.fee.add')} onClick={() => setAsked(fresh())} />
                </Show>
              </Group>
            ))}
            <Decided changes={data().changes} currency={data().currency} />
            <Show when={asked()} keyed>
              {rule => (
                <RuleSheet
                  rule={rule}
                  currency={data().currency}
                  onClose={() => setAsked(undefined)}
                  onProposed={() => void loaded.again()}
                />
              )}
            </Show>
          </>
        )
      }}
    </Desk>
  )
}

function Decided(props: { changes: readonly MerchantRuleChange[]; currency: string }) {
  const decided = () => props.changes.filter(one => one.state !== 'proposed')
  return (
    <Show when={decided().length > 0}>
      <section class="desk-part">
        <h2>{t('desk.decided')}</h2>
        <Table
          name={t('desk.decided')}
          heads={[
            t('desk.what'),
            t('desk.terms.value'),
            t('desk.outcome'),
            t('desk.proposed_by'),
            t('desk.decided_by'),
          ]}
          rows={decided()}
          cells={one => [
            whatOf(one.rule),
            valueOf(one.rule, props.currency),
            t(one.state === 'approved' ? 'desk.approved' : 'desk.rejected'),
            nameOf(one.proposedBy),
            one.decidedBy ? nameOf(one.decidedBy) : '',
          ]}
        />
      </section>
    </Show>
  )
}
