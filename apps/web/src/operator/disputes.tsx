import type { Dispute } from '@plaza/contract'
import { FREEZE_REASON_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { decimalOf, minorOf, placesOf } from '../engine/money.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { amountOf, shopName } from '../pay/parts.tsx'
import { AmountField } from '../wallet/amount-field.tsx'
import { Desk, loadDesk } from './parts.tsx'
import { Queue, QueueCard } from './queue.tsx'
import '../styles/wallet.css'

const HOWS = ['refund', 'release'] as const
type How = (typeof HOWS)[number]

/** Operators: payments that their payers question, oldest first. A large one needs two of them. */
export function DisputesDesk() {
  const loaded = loadDesk(() => call('GET /merchants/office/disputes'))
  const [asked, setAsked] = createSignal<Dispute>()
  const approve = async (dispute: string, yes: boolean) => {
    const done = await tried(() => call('POST /merchants/office/disputes/:dispute/approval', { dispute, approve: yes }))
    if (done) toast(t(yes ? 'desk.approved.now' : 'desk.rejected.now'))
    await loaded.again()
  }
  return (
    <Desk title={t('desk.disputes')} loaded={loaded}>
      {data => (
        <>
          <Queue
            items={data().disputes}
            empty={{ icon: 'check', title: t('desk.disputes.none'), text: t('desk.disputes.none.text') }}
          >
            {dispute => (
              <DisputeCard
                dispute={dispute}
                onEnd={() => setAsked(dispute)}
                onApprove={yes => void approve(dispute.id, yes)}
              />
            )}
          </Queue>
          <Show when={asked()} keyed>
            {dispute => (
              <EndSheet dispute={dispute} onClose={() => setAsked(undefined)} onDone={() => void loaded.again()} />
            )}
          </Show>
        </>
      )}
    </Desk>
  )
}

function DisputeCard(props: { dispute: Dispute; onEnd: () => void; onApprove: (yes: boolean) => void }) {
  const sum = (minor: string) => amountOf(minor, props.dispute.currency)
  const isProposed = () => props.dispute.state === 'proposed'
  return (
    <QueueCard
      title={`${sum(props.dispute.amount)} · ${shopName(props.dispute.merchant)}`}
      note={`${t(`dispute.reason.${props.dispute.reason}`)} · ${fullTime(props.dispute.createdAt, language())}`}
      facts={[
        [t('order.what'), props.dispute.description],
        [t('dispute.held'), sum(props.dispute.held)],
        ...(isProposed()
          ? ([
              [
                t('desk.proposed'),
                props.dispute.how === 'refund'
                  ? t('desk.dispute.refund.of', { amount: sum(props.dispute.refund ?? props.dispute.amount) })
                  : t('desk.dispute.release'),
              ],
              [t('desk.reason'), props.dispute.why ?? ''],
            ] as const)
          : []),
      ]}
      mine
      {...(isProposed() ? { onDecide: props.onApprove } : {})}
    >
      <ul class="desk-said">
        <For each={props.dispute.messages}>
          {one => (
            <li>
              <b>{t(`dispute.side.${one.by}`)}</b> {one.text}
            </li>
          )}
        </For>
      </ul>
      <Show when={!isProposed()}>
        <div class="desk-actions">
          <Button kind="primary" onClick={props.onEnd}>
            {t('desk.dispute.end')}
          </Button>
        </div>
      </Show>
    </QueueCard>
  )
}

/** How it ends: all of it or a part goes back, or nothing does; with the grounds. */
function EndSheet(props: { dispute: Dispute; onClose: () => void; onDone: () => void }) {
  const places = placesOf(props.dispute.currency)
  const [how, setHow] = createSignal<How>('refund')
  const [amount, setAmount] = createSignal(decimalOf(props.dispute.amount, places))
  const [why, setWhy] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const end = async () => {
    const minor = minorOf(amount(), places)
    setWrong(how() === 'refund' && minor === undefined)
    if (wrong()) return false
    const part = how() === 'refund' && minor !== undefined ? { amount: minor } : {}
    const ended = await call('POST /merchants/office/disputes/:dispute/decision', {
      dispute: props.dispute.id,
      how: how(),
      why: why().trim(),
      ...part,
    })
    toast(t(ended.state === 'proposed' ? 'desk.proposed.now' : 'desk.dispute.ended'))
    props.onDone()
    return true
  }
  return (
    <FormSheet
      title={t('desk.dispute.end')}
      submit={t('desk.dispute.end')}
      disabled={why().trim() === ''}
      novalidate
      onSubmit={end}
      onClose={props.onClose}
    >
      <div class="chips wrap" role="group" aria-label={t('desk.outcome')}>
        <For each={HOWS}>
          {one => (
            <button
              type="button"
              class="chip"
              classList={{ on: how() === one }}
              aria-pressed={how() === one}
              onClick={() => setHow(one)}
            >
              {t(`desk.dispute.${one}`)}
            </button>
          )}
        </For>
      </div>
      <Show when={how() === 'refund'}>
        <AmountField
          label={t('amount.label')}
          value={amount()}
          currency={props.dispute.currency}
          wrong={wrong()}
          onInput={setAmount}
        />
      </Show>
      <Field
        label={t('desk.reason')}
        value={why()}
        onInput={setWhy}
        maxlength={FREEZE_REASON_LENGTH_MAX}
        hint={t('desk.reason.hint')}
        required
      />
    </FormSheet>
  )
}
