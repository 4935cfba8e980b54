import type { MerchantRule } from '@plaza/contract'
import { MERCHANT_FEE_MAX } from '@plaza/contract/limits'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { decimalOf, minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { amountOf } from '../pay/parts.tsx'
import { whatOf } from './rule-words.ts'

/** A percentage has two digits behind its point: hundredths of a percent are whole. */
const PERCENT_PLACES = 2

/** Proposes another value for a rule, which another operator decides. */
export function RuleSheet(props: {
  rule: MerchantRule
  currency: string
  onClose: () => void
  onProposed: () => void
}) {
  const places = placesOf(props.currency)
  const isNew = props.rule.kind === 'fee' && props.rule.category === ''
  const [category, setCategory] = createSignal(props.rule.kind === 'fee' ? props.rule.category : '')
  const [first, setFirst] = createSignal(firstOf(props.rule, places))
  const [day, setDay] = createSignal(props.rule.kind === 'small' ? decimalOf(props.rule.dayMax, places) : '')
  const [shown, setShown] = createSignal(false)
  let id = uuidv7()
  const change = (set: () => void) => {
    id = uuidv7()
    set()
  }
  const read = (): MerchantRule | undefined => {
    switch (props.rule.kind) {
      case 'fee': {
        const points = minorOrNone(first(), PERCENT_PLACES)
        const fits = points !== undefined && Number(points) <= MERCHANT_FEE_MAX && /^([0-9]{4}|[*])$/.test(category())
        return fits ? { kind: 'fee', category: category(), basisPoints: Number(points) } : undefined
      }
      case 'small': {
        const [paymentMax, dayMax] = [minorOrNone(first(), places), minorOrNone(day(), places)]
        if (paymentMax === undefined || dayMax === undefined) return undefined
        return { kind: 'small', tier: props.rule.tier, paymentMax, dayMax }
      }
      case 'dispute': {
        const aloneMax = minorOrNone(first(), places)
        return aloneMax === undefined ? undefined : { kind: 'dispute', aloneMax }
      }
    }
  }
  const propose = async () => {
    setShown(true)
    const rule = read()
    if (!rule) return false
    await call('POST /merchants/office/rules', { id, rule })
    toast(t('desk.proposed.now'))
    props.onProposed()
    return true
  }
  const wrongAmount = (typed: string) =>
    shown() && minorOrNone(typed, places) === undefined
      ? t('amount.invalid', { example: amountOf('1250', props.currency) })
      : undefined
  const Amount = (field: { label: string; value: string; onInput: (value: string) => void }) => (
    <Field
      label={field.label}
      value={field.value}
      inputmode="decimal"
      prefix={props.currency}
      maxlength={16}
      error={wrongAmount(field.value)}
      onInput={value => change(() => field.onInput(value))}
    />
  )
  return (
    <FormSheet
      title={isNew ? t('desk.terms.fee.add') : whatOf(props.rule)}
      text={t('desk.propose.text')}
      submit={t('desk.terms.do')}
      novalidate
      onSubmit={propose}
      onClose={props.onClose}
    >
      <Show when={isNew}>
        <Field
          label={t('desk.terms.category')}
          hint={t('desk.terms.category.hint')}
          value={category()}
          inputmode="numeric"
          maxlength={4}
          error={shown() && !/^[0-9]{4}$/.test(category()) ? t('desk.terms.category.hint') : undefined}
          onInput={value => change(() => setCategory(value.trim()))}
          autofocus
        />
      </Show>
      <Switch>
        <Match when={props.rule.kind === 'fee'}>
          <Field
            label={t('desk.terms.percent')}
            value={first()}
            inputmode="decimal"
            maxlength={5}
            error={
              shown() && !feeFits(first()) ? t('desk.terms.percent.wrong', { max: MERCHANT_FEE_MAX / 100 }) : undefined
            }
            onInput={value => change(() => setFirst(value))}
          />
        </Match>
        <Match when={props.rule.kind === 'small'}>
          <Amount label={t('desk.terms.small.once')} value={first()} onInput={setFirst} />
          <Amount label={t('desk.terms.small.day')} value={day()} onInput={setDay} />
        </Match>
        <Match when={props.rule.kind === 'dispute'}>
          <Amount label={t('desk.terms.dispute')} value={first()} onInput={setFirst} />
        </Match>
      </Switch>
    </FormSheet>
  )
}

function firstOf(rule: MerchantRule, places: number): string {
  if (rule.kind === 'fee') return decimalOf(String(rule.basisPoints), PERCENT_PLACES)
  return decimalOf(rule.kind === 'small' ? rule.paymentMax : rule.aloneMax, places)
}

/** Minor units of what was typed; nothing at all is a limit too. */
const minorOrNone = (typed: string, places: number): string | undefined =>
  /^\s*0+([.,]0*)?\s*$/.test(typed) ? '0' : minorOf(typed, places)

const feeFits = (typed: string): boolean => {
  const points = minorOrNone(typed, PERCENT_PLACES)
  return points !== undefined && Number(points) <= MERCHANT_FEE_MAX
}
