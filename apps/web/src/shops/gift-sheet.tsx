import type { Merchant, Proof } from '@plaza/contract'
import { PROMOTION_TITLE_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { ProveForm } from '../screens/prove-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { amountOf } from '../pay/parts.tsx'

const DAY_MS = 86_400_000
const DAYS_MAX = 366

interface Wish {
  readonly title: string
  readonly budget: string
  readonly min: string
  readonly max: string
  readonly startsAt: number
  readonly endsAt: number
}

/** Asks what is given away, and then once more who gives it: the budget leaves the takings at once. */
export function GiftSheet(props: {
  shop: Merchant
  currency: string
  available: string
  onMade: () => void
  onClose: () => void
}) {
  const promotion = uuidv7()
  const [wish, setWish] = createSignal<Wish>()
  const make = async (proof: Proof) => {
    await call('POST /merchants/:id/promotions', { id: props.shop.id, promotion, perPerson: 1, ...wish()!, proof })
    toast(t('gifts.made'))
    props.onMade()
    props.onClose()
  }
  return (
    <Sheet title={t('gifts.new')} onClose={props.onClose}>
      <Show
        when={wish()}
        fallback={<WishForm currency={props.currency} available={props.available} onWish={setWish} />}
      >
        {one => (
          <>
            <p class="sheet-text">
              {t('gifts.prove', { title: one().title, amount: amountOf(one().budget, props.currency) })}
            </p>
            <ProveForm submit={t('gifts.go')} onProof={make} />
          </>
        )}
      </Show>
    </Sheet>
  )
}

function WishForm(props: { currency: string; available: string; onWish: (wish: Wish) => void }) {
  const places = placesOf(props.currency)
  const [title, setTitle] = createSignal('')
  const [budget, setBudget] = createSignal('')
  const [min, setMin] = createSignal('')
  const [max, setMax] = createSignal('')
  const [days, setDays] = createSignal('7')
  const [shown, setShown] = createSignal(false)
  const minor = (typed: string) => minorOf(typed, places)
  const most = () => (max().trim() === '' ? minor(min()) : minor(max()))
  const badAmount = (typed: string) =>
    shown() && minor(typed) === undefined
      ? t('amount.invalid', { example: amountOf('1250', props.currency) })
      : undefined
  const badMax = () => {
    const [least, largest] = [minor(min()), most()]
    if (!shown() || least === undefined) return undefined
    return largest === undefined || BigInt(largest) < BigInt(least) ? t('gifts.max.wrong') : undefined
  }
  const badBudget = () => {
    const [sum, largest] = [minor(budget()), most()]
    if (!shown() || sum === undefined) return badAmount(budget())
    if (BigInt(sum) > BigInt(props.available))
      return t('gifts.available', { amount: amountOf(props.available, props.currency) })
    return largest !== undefined && BigInt(sum) < BigInt(largest) ? t('gifts.budget.wrong') : undefined
  }
  const badDays = () => shown() && !(/^\d{1,3}$/.test(days()) && Number(days()) >= 1 && Number(days()) <= DAYS_MAX)
  const go = () => {
    setShown(true)
    const [sum, least, largest] = [minor(budget()), minor(min()), most()]
    if (title().trim() === '' || badBudget() || badMax() || badDays()) return
    if (sum === undefined || least === undefined || largest === undefined) return
    const now = Date.now()
    const life = { startsAt: now, endsAt: now + Number(days()) * DAY_MS }
    props.onWish({ title: title().trim(), budget: sum, min: least, max: largest, ...life })
  }
  return (
    <form
      class="form"
      novalidate
      onSubmit={event => {
        event.preventDefault()
        go()
      }}
    >
      <p class="form-text">{t('gifts.new.text')}</p>
      <Field
        label={t('gifts.name')}
        hint={t('gifts.name.hint')}
        value={title()}
        maxlength={PROMOTION_TITLE_LENGTH_MAX}
        error={shown() && title().trim() === '' ? t('gifts.name.hint') : undefined}
        onInput={setTitle}
        required
        autofocus
      />
      <Field
        label={t('gifts.budget')}
        value={budget()}
        prefix={props.currency}
        inputmode="decimal"
        maxlength={16}
        error={badBudget()}
        onInput={setBudget}
        required
      />
      <div class="gift-dates">
        <Field
          label={t('gifts.min')}
          value={min()}
          prefix={props.currency}
          inputmode="decimal"
          maxlength={16}
          error={badAmount(min())}
          onInput={setMin}
          required
        />
        <Field
          label={t('gifts.max')}
          hint={t('gifts.max.hint')}
          value={max()}
          prefix={props.currency}
          inputmode="decimal"
          maxlength={16}
          error={badMax()}
          onInput={setMax}
        />
      </div>
      <Field
        label={t('gifts.days')}
        value={days()}
        inputmode="numeric"
        maxlength={3}
        error={badDays() ? t('gifts.days.wrong', { max: DAYS_MAX }) : undefined}
        onInput={setDays}
      />
      <Button type="submit" kind="primary">
        {t('gifts.next')}
      </Button>
    </form>
  )
}
