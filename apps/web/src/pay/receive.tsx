import type { CardBody, ChatEvent, Transfer } from '@plaza/contract'
import { PAYMENT_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Match, onMount, Show, Switch as Choose } from 'solid-js'
import { call } from '../engine/api.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { clockTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { savePicture } from '../screens/picture.ts'
import { tries } from '../screens/sign-form.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Cell, Field, Group, Switch } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { Qr } from '../ui/qr.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { onArrival, store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { AmountField } from '../wallet/amount-field.tsx'
import { inMoney, lookAtWallet, wallet } from '../wallet/state.ts'
import { printed } from './printed.ts'
import { speakAloud, spoken, setSpoken } from './spoken-receipt.ts'
import '../styles/codes.css'
import '../styles/pay.css'

/** What the code says besides whose it is, as it was typed. */
interface Wish {
  readonly amount: string
  readonly note: string
}
type Incoming = Pick<Transfer, 'id' | 'from' | 'amount' | 'currency' | 'note'> & { readonly at: number }

/** My code to be paid by, and what came in while it is shown. */
export function Receive() {
  let card!: HTMLDivElement
  const [wish, setWish] = createSignal<Wish>({ amount: '', note: '' })
  const [asking, setAsking] = createSignal(false)
  const mine = load(
    () => 0,
    () => call('GET /contacts/my-code'),
  )
  const me = () => (watch('me'), store().me.person)
  const link = () => mine.data() && linkOf(mine.data()!.url, wish())
  const amount = () => {
    const minor = wallet() && minorOf(wish().amount, placesOf(wallet()!.currency))
    return minor && inMoney(minor, wallet()!.currency)
  }
  onMount(() => void lookAtWallet().catch(() => {}))
  return (
    <Page title={t('receive.title')}>
      <div class="code">
        <div class="code-card receive-card" ref={card}>
          <div class="code-head">
            <Avatar person={me().id} size="l" />
            <div>
              <b>{me().name}</b>
              <span>{t('receive.to')}</span>
            </div>
          </div>
          <div class="code-box">
            <Choose fallback={<i class="spinner" />}>
              <Match when={mine.code()}>
                {code => (
                  <div class="code-error">
                    <p>{refusal(code())}</p>
                    <Button icon="retry" onClick={() => void mine.again()}>
                      {t('retry')}
                    </Button>
                  </div>
                )}
              </Match>
              <Match when={link()}>{url => <Qr text={url()} label={t('receive.code')} />}</Match>
            </Choose>
          </div>
          <Show when={amount()} fallback={<p class="code-note">{t('receive.any')}</p>}>
            {sum => <p class="receive-sum">{sum()}</p>}
          </Show>
          <Show when={wish().note}>
            <p class="code-note">{wish().note}</p>
          </Show>
        </div>
        <div class="code-actions">
          <Button icon="edit" disabled={!wallet()} onClick={() => setAsking(true)}>
            {t(amount() ? 'receive.change' : 'receive.set')}
          </Button>
          <Button
            icon="download"
            disabled={!link()}
            onClick={() => void savePicture(card.querySelector('svg.qr')!, 'plaza-receive.png')}
          >
            {t('code.save')}
          </Button>
          <Button icon="print" disabled={!link()} onClick={() => printed(card)}>
            {t('print')}
          </Button>
        </div>
      </div>
      <CameIn />
      <Show when={asking() && wallet()}>
        {purse => (
          <WishSheet wish={wish()} currency={purse().currency} onWish={setWish} onClose={() => setAsking(false)} />
        )}
      </Show>
    </Page>
  )
}

/** The link in the code: whose it is, and what is asked, where something is. */
function linkOf(url: string, { amount, note }: Wish): string {
  const { origin, pathname } = new URL(url)
  const parts = [pathname.split('/').at(-1)!, ...(amount ? [amount.replace(',', '.')] : [])]
  if (amount && note) parts.push(encodeURIComponent(note))
  return `${origin}/q/r/${parts.join('/')}`
}

function WishSheet(props: { wish: Wish; currency: string; onWish: (wish: Wish) => void; onClose: () => void }) {
  const [amount, setAmount] = createSignal(props.wish.amount)
  const [note, setNote] = createSignal(props.wish.note)
  const [wrong, setWrong] = createSignal(false)
  let form!: HTMLFormElement
  const set = (wish: Wish) => {
    props.onWish(wish)
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('receive.set')} onClose={props.onClose}>
      <form
        class="form"
        ref={form}
        onSubmit={event => {
          event.preventDefault()
          setWrong(minorOf(amount(), placesOf(props.currency)) === undefined)
          if (!wrong()) set({ amount: amount().trim(), note: note().trim() })
        }}
      >
        <AmountField
          label={t('amount.label')}
          value={amount()}
          currency={props.currency}
          wrong={wrong()}
          onInput={value => (setWrong(false), setAmount(value))}
        />
        <Field label={t('note.label')} value={note()} maxlength={PAYMENT_NOTE_LENGTH_MAX} onInput={setNote} />
        <Button type="submit" kind="primary">
          {t('save')}
        </Button>
        <Show when={props.wish.amount}>
          <Button kind="quiet" onClick={() => set({ amount: '', note: '' })}>
            {t('receive.clear')}
          </Button>
        </Show>
      </form>
    </Sheet>
  )
}

/** Transfers to me that arrive now are taken at once, shown, and said aloud where that is wanted. */
function CameIn() {
  const [list, setList] = createSignal<Incoming[]>([])
  const [waiting, setWaiting] = createSignal<Incoming[]>([])
  const attempts = tries()
  const take = async (one: Incoming) => {
    await call('POST /wallet/transfers/:id/accept', { id: one.id })
    setWaiting(waiting().filter(({ id }) => id !== one.id))
    setList([one, ...list()])
    const words = t('receive.said', { amount: inMoney(one.amount, one.currency), name: nameOf(one.from) })
    toast(words)
    speakAloud(words, language())
    navigator.vibrate?.(60)
  }
  onArrival(event => {
    const one = incoming(event)
    if (!one || [...list(), ...waiting()].some(({ id }) => id === one.id)) return
    setWaiting([...waiting(), one])
    void attempts.run(() => take(one))
  })
  return (
    <>
      <Group title={t('receive.now')} note={t('receive.now.note')}>
        <Show when={list().length + waiting().length > 0} fallback={<Cell title={<Waits />} />}>
          <For each={waiting()}>
            {one => (
              <Cell
                start={<Avatar person={one.from} size="s" />}
                title={nameOf(one.from)}
                note={attempts.except([]) ? refusal(attempts.except([])!) : t('receive.taking')}
                value={inMoney(one.amount, one.currency)}
                end={
                  <Button small busy={attempts.busy()} onClick={() => void attempts.run(() => take(one))}>
                    {t('transfer.accept')}
                  </Button>
                }
              />
            )}
          </For>
          <For each={list()}>
            {one => (
              <Cell
                start={<Avatar person={one.from} size="s" />}
                title={nameOf(one.from)}
                note={[clockTime(one.at, language()), one.note].filter(Boolean).join(' · ')}
                value={<b class="came">{`+${inMoney(one.amount, one.currency)}`}</b>}
              />
            )}
          </For>
        </Show>
      </Group>
      <Group note={t('receive.aloud.note')}>
        <Switch label={t('receive.aloud')} on={spoken()} onChange={setSpoken} />
      </Group>
    </>
  )
}

const Waits = () => (
  <span class="receive-waits">
    <i class="spinner" aria-hidden="true" /> {t('receive.waits')}
  </span>
)

/** A transfer that is here to be taken. */
function incoming(event: ChatEvent): Incoming | undefined {
  if (event.k !== 'card') return undefined
  const { card, ref, facts } = event.b as CardBody
  const transfer = facts as unknown as Omit<Transfer, 'id'> | undefined
  if (card !== 'transfer' || transfer?.state !== 'pending' || transfer.to !== store().myId) return undefined
  return transfer.availableAt <= Date.now() ? { ...transfer, id: ref, at: event.at } : undefined
}
