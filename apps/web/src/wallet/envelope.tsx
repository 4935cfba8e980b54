import type { ChatRow } from '@plaza/contract'
import { ENVELOPE_COVERS, ENVELOPE_SHARES_MAX, ENVELOPE_WISH_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Field, Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { AmountField } from './amount-field.tsx'
import { MoneyForm } from './pay-form.tsx'
import { confirmPayment } from './pay-sheet.tsx'
import { inMoney, lookAtWallet, wallet } from './state.ts'
import '../styles/money-cards.css'

type Cover = (typeof ENVELOPE_COVERS)[number]

/** Fills a red envelope for a conversation. */
export function EnvelopePage(props: { id: string }) {
  const row = () => store().rows.get(props.id)
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t('envelope.title')}>
      <Show when={wallet() && row()} fallback={<Skeleton rows={3} />}>
        {chat => <EnvelopeForm row={chat()} currency={wallet()!.currency} />}
      </Show>
    </Page>
  )
}

function EnvelopeForm(props: { row: ChatRow; currency: string }) {
  const group = props.row.kind === 'group'
  const [kind, setKind] = createSignal<'lucky' | 'equal'>('lucky')
  const [typed, setTyped] = createSignal('')
  const [count, setCount] = createSignal(group ? String(Math.min(props.row.size, 10)) : '1')
  const [wish, setWish] = createSignal('')
  const [cover, setCover] = createSignal<Cover>('red')
  const [wrong, setWrong] = createSignal(false)
  let id = uuidv7()
  const shares = () => Number.parseInt(count(), 10) || 0
  const total = () => {
    const amount = minorOf(typed(), placesOf(props.currency))
    if (amount === undefined || !group || kind() === 'lucky') return amount
    return (BigInt(amount) * BigInt(Math.max(1, shares()))).toString()
  }
  const change = (set: () => void) => {
    id = uuidv7()
    setWrong(false)
    set()
  }
  const send = async () => {
    const amount = total()
    setWrong(amount === undefined)
    if (amount === undefined || shares() < 1) return
    const { c: conversation, peer } = props.row
    const proof = await confirmPayment({
      command: { do: 'envelope', id, to: conversation, amount, currency: props.currency },
      to: peer ? t('pay.to', { name: nameOf(peer) }) : t('pay.into'),
    })
    if (!proof) return
    await call('POST /envelopes', {
      id,
      conversation,
      kind: group ? kind() : 'one',
      amount,
      currency: props.currency,
      count: shares(),
      ...(peer ? { to: peer } : {}),
      wish: wish().trim(),
      cover: cover(),
      proof,
    })
    back()
  }
  return (
    <MoneyForm go={t('envelope.go')} onSubmit={send} after={<p class="note center">{t('envelope.returns')}</p>}>
      <Show when={group}>
        <fieldset class="segments">
          <legend class="hidden-visually">{t('envelope.kind')}</legend>
          <For each={['lucky', 'equal'] as const}>
            {one => (
              <label>
                <input type="radio" name="kind" checked={kind() === one} onChange={() => change(() => setKind(one))} />
                <span>{t(`envelope.${one}`)}</span>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <AmountField
        label={t(!group ? 'amount.label' : kind() === 'lucky' ? 'amount.total' : 'amount.each')}
        value={typed()}
        currency={props.currency}
        wrong={wrong()}
        onInput={value => change(() => setTyped(value))}
      />
      <Show when={group}>
        <Field
          label={t('envelope.count')}
          value={count()}
          inputmode="numeric"
          maxlength={String(ENVELOPE_SHARES_MAX).length}
          hint={t('envelope.members', { count: props.row.size })}
          onInput={value => change(() => setCount(value.replace(/\D/g, '')))}
          required
        />
      </Show>
      <Field
        label={t('envelope.wish.label')}
        value={wish()}
        maxlength={ENVELOPE_WISH_LENGTH_MAX}
        hint={t('envelope.wish')}
        onInput={value => change(() => setWish(value))}
      />
      <fieldset class="covers">
        <legend>{t('envelope.cover')}</legend>
        <For each={ENVELOPE_COVERS}>
          {one => (
            <label>
              <input type="radio" name="cover" checked={cover() === one} onChange={() => change(() => setCover(one))} />
              <span class="cover" data-cover={one} title={t(`envelope.cover.${one}`)}>
                <span class="hidden-visually">{t(`envelope.cover.${one}`)}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <p class="pay-sum">{total() ? inMoney(total()!, props.currency) : ' '}</p>
    </MoneyForm>
  )
}
