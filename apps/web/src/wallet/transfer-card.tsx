import type { ChatEvent, Transfer } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { now, store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { MoneyCard, sidesOf, told } from './money-card.tsx'
import { inMoney } from './state.ts'

type Facts = Omit<Transfer, 'id' | 'conversation'>

const iconOf = (state: Facts['state']) => (state === 'accepted' ? 'check' : state === 'pending' ? 'transfer' : 'undo')

/** A transfer in the conversation, always as it stands. */
export default function TransferCard(props: { event: ChatEvent }) {
  const { ref, facts } = told<Facts>(props)
  const { side, other } = sidesOf(facts)
  const line = () => t(`transfer.${facts().state}.${side()}`, { name: other() })
  return (
    <MoneyCard
      kind="transfer"
      icon={iconOf(facts().state)}
      over={facts().state !== 'pending'}
      title={inMoney(facts().amount, facts().currency)}
      line={line()}
      note={facts().note}
      foot={t('transfer.foot')}
      sheet={onClose => <TransferSheet id={ref()} facts={facts()} line={line()} onClose={onClose} />}
    />
  )
}

function TransferSheet(props: { id: string; facts: Facts; line: string; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false)
  let box!: HTMLDivElement
  const mine = () => props.facts.from === store().myId
  const pending = () => props.facts.state === 'pending'
  const waits = () => props.facts.availableAt > now()
  const answer = async (what: 'accept' | 'decline' | 'cancel') => {
    setBusy(true)
    const done = await tried(() => call(`POST /wallet/transfers/:id/${what}`, { id: props.id }))
    setBusy(false)
    if (done) closestDialog(box)?.close()
  }
  return (
    <Sheet
      title={mine() ? t('transfer.title') : t('transfer.from', { name: nameOf(props.facts.from) })}
      onClose={props.onClose}
    >
      <div class="pay" ref={box}>
        <p class="pay-amount">{inMoney(props.facts.amount, props.facts.currency)}</p>
        <Show when={mine() || !pending()}>
          <p class="pay-to">{props.line}</p>
        </Show>
        <Show when={props.facts.note}>
          <p class="pay-note">{props.facts.note}</p>
        </Show>
        <Show when={pending()}>
          <p class="pay-balance">
            {waits()
              ? t('transfer.waits', { date: fullTime(props.facts.availableAt, language()) })
              : t('transfer.returns', { date: fullTime(props.facts.expiresAt, language()) })}
          </p>
          <div class="sheet-actions">
            <Show
              when={!mine()}
              fallback={
                <Show when={waits()}>
                  <Button kind="danger" busy={busy()} onClick={() => void answer('cancel')}>
                    {t('transfer.cancel')}
                  </Button>
                </Show>
              }
            >
              <Button busy={busy()} onClick={() => void answer('decline')}>
                {t('transfer.decline')}
              </Button>
              <Button kind="primary" busy={busy()} disabled={waits()} onClick={() => void answer('accept')}>
                {t('transfer.accept')}
              </Button>
            </Show>
          </div>
        </Show>
      </div>
    </Sheet>
  )
}
