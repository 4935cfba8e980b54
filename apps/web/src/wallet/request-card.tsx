import type { ChatEvent, MoneyRequest } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { MoneyCard, sidesOf, told } from './money-card.tsx'
import { payAsked } from './request-pay.ts'
import { inMoney } from './state.ts'
import '../styles/asks.css'

type Facts = Omit<MoneyRequest, 'id'>
const ICONS = { open: 'clock', paid: 'check', declined: 'close', cancelled: 'undo', expired: 'undo' } as const

/** A request for money in the conversation, always as it stands. */
export default function RequestCard(props: { event: ChatEvent }) {
  const { ref, facts } = told<Facts>(props)
  const { side, other } = sidesOf(facts)
  const line = () => t(`request.${facts().state}.${side()}`, { name: other() })
  return (
    <MoneyCard
      kind="request"
      icon={ICONS[facts().state]}
      over={facts().state !== 'open'}
      title={inMoney(facts().amount, facts().currency)}
      line={line()}
      note={facts().note}
      foot={t('request.foot')}
      sheet={onClose => <RequestSheet id={ref()} facts={facts()} line={line()} onClose={onClose} />}
    />
  )
}

function RequestSheet(props: { id: string; facts: Facts; line: string; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false)
  let box!: HTMLDivElement
  const mine = () => props.facts.from === store().myId
  const open = () => props.facts.state === 'open'
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    let over = false
    await tried(async () => (over = (await what()) !== undefined))
    setBusy(false)
    if (over) closestDialog(box)?.close()
  }
  const answer = (what: 'decline' | 'cancel') => act(() => call(`POST /wallet/requests/:id/${what}`, { id: props.id }))
  const name = () => nameOf(mine() ? props.facts.to : props.facts.from)
  return (
    <Sheet title={t('request.foot')} onClose={props.onClose}>
      <div class="pay" ref={box}>
        <p class="pay-to">{t(mine() ? 'request.mine' : 'request.asks', { name: name() })}</p>
        <p class="pay-amount">{inMoney(props.facts.amount, props.facts.currency)}</p>
        <Show when={props.facts.note}>
          <p class="pay-note">{props.facts.note}</p>
        </Show>
        <p class="pay-balance" role="status">
          {open() ? t('request.expires', { date: fullTime(props.facts.expiresAt, language()) }) : props.line}
        </p>
        <Show when={open()}>
          <div class="sheet-actions">
            <Show
              when={!mine()}
              fallback={
                <Button kind="danger" busy={busy()} onClick={() => void answer('cancel')}>
                  {t('request.cancel')}
                </Button>
              }
            >
              <Button busy={busy()} onClick={() => void answer('decline')}>
                {t('request.decline')}
              </Button>
              <Button
                kind="primary"
                busy={busy()}
                onClick={() => void act(() => payAsked({ id: props.id, ...props.facts }))}
              >
                {t('request.pay')}
              </Button>
            </Show>
          </div>
        </Show>
      </div>
    </Sheet>
  )
}
