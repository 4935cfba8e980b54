import type { CardBody, ChatEvent, Transfer } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { now, store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { inMoney } from './state.ts'
import '../styles/money-cards.css'
import '../styles/wallet.css'

type Facts = Omit<Transfer, 'id' | 'conversation'>

/** A transfer in the conversation, always as it stands. */
export default function TransferCard(props: { event: ChatEvent }) {
  const [open, setOpen] = createSignal(false)
  const facts = () => (props.event.b as CardBody).facts as unknown as Facts
  const mine = () => facts().from === store().myId
  const other = () => nameOf(mine() ? facts().to : facts().from)
  const line = () => t(`transfer.${facts().state}.${mine() ? 'mine' : 'theirs'}`, { name: other() })
  return (
    <>
      <button
        type="button"
        class="money-card transfer"
        classList={{ over: facts().state !== 'pending' }}
        onClick={() => setOpen(true)}
      >
        <span class="money-card-body">
          <Icon name={facts().state === 'accepted' ? 'check' : facts().state === 'pending' ? 'transfer' : 'undo'} />
          <span>
            <b>{inMoney(facts().amount, facts().currency)}</b>
            <span>{line()}</span>
            <Show when={facts().note}>
              <span class="money-note">{facts().note}</span>
            </Show>
          </span>
        </span>
        <span class="money-card-foot">{t('transfer.foot')}</span>
      </button>
      <Show when={open()}>
        <TransferSheet
          id={(props.event.b as CardBody).ref}
          facts={facts()}
          line={line()}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
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
