import type { Tier, TierChange, TierLimits } from '@plaza/contract'
import { createSignal, For, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { decimalOf, minorOf, placesOf } from '../engine/money.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { back, push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { inMoney, lookAtWallet, wallet } from '../wallet/state.ts'
import { Desk, loadDesk, Table } from './parts.tsx'

const AMOUNTS = [
  'paymentMax',
  'dayMax',
  'monthMax',
  'yearMax',
  'balanceMax',
  'reducedPaymentMax',
  'reducedDayMax',
] as const
const HOUR_MS = 3_600_000

const currency = () => wallet()?.currency ?? 'EUR'
const amount = (minor: string) => inMoney(minor, currency())
const hours = (ms: number) => t('desk.hours', { hours: Math.round(ms / HOUR_MS) })
const askTiers = () => call('GET /wallet/office/tiers')

/** Operators: what each tier may do, what was proposed, and who decided. */
export function TiersDesk() {
  const loaded = loadDesk(askTiers)
  onMount(() => void lookAtWallet().catch(() => {}))
  return (
    <Desk title={t('desk.tiers')} loaded={loaded}>
      {data => (
        <>
          <Proposals changes={data().changes} tiers={data().tiers} again={loaded.again} />
          <section class="desk-part">
            <h2>{t('desk.tiers.now')}</h2>
            <div class="desk-cards">
              <For each={data().tiers}>{tier => <TierCard tier={tier} />}</For>
            </div>
          </section>
          <Decided changes={data().changes} />
        </>
      )}
    </Desk>
  )
}

const TierCard = (props: { tier: Tier }) => (
  <article class="desk-card">
    <h3>{t('identity.level', { tier: props.tier.level })}</h3>
    <dl>
      <For each={AMOUNTS}>
        {name => (
          <div>
            <dt>{t(`identity.${name}`)}</dt>
            <dd>{amount(props.tier[name])}</dd>
          </div>
        )}
      </For>
      <div>
        <dt>{t('desk.raise')}</dt>
        <dd>{hours(props.tier.raiseAfterMs)}</dd>
      </div>
    </dl>
    <div class="desk-actions">
      <Button small onClick={() => push(`/operator/tiers/${props.tier.level}`)}>
        {t('desk.propose.title', { tier: props.tier.level })}
      </Button>
    </div>
  </article>
)

function Proposals(props: { changes: TierChange[]; tiers: Tier[]; again: () => Promise<void> }) {
  const open = () => props.changes.filter(change => change.state === 'proposed')
  const tierOf = (change: TierChange) => props.tiers.find(tier => tier.level === change.level)
  return (
    <Show when={open().length > 0}>
      <section class="desk-part">
        <h2>{t('desk.proposed')}</h2>
        <For each={open()}>{change => <Proposal change={change} tier={tierOf(change)} again={props.again} />}</For>
      </section>
    </Show>
  )
}

function Decided(props: { changes: TierChange[] }) {
  const decided = () => props.changes.filter(change => change.state !== 'proposed')
  return (
    <Show when={decided().length > 0}>
      <section class="desk-part">
        <h2>{t('desk.decided')}</h2>
        <Table
          name={t('desk.decided')}
          heads={[t('desk.tier'), t('desk.outcome'), t('desk.proposed_by'), t('desk.decided_by'), t('desk.when')]}
          rows={decided()}
          cells={change => [
            t('identity.level', { tier: change.level }),
            t(change.state === 'approved' ? 'desk.approved' : 'desk.rejected'),
            nameOf(change.proposedBy),
            change.decidedBy ? nameOf(change.decidedBy) : '',
            fullTime(change.decidedAt ?? change.proposedAt, language()),
          ]}
        />
      </section>
    </Show>
  )
}

/** One proposal with what it would change; whoever made it cannot decide it. */
function Proposal(props: { change: TierChange; tier: Tier | undefined; again: () => Promise<void> }) {
  const [busy, setBusy] = createSignal(false)
  const changed = () => AMOUNTS.filter(name => props.tier?.[name] !== props.change.limits[name])
  const decide = async (approve: boolean) => {
    setBusy(true)
    const done = await tried(() => call('POST /wallet/office/tier-changes/:id', { id: props.change.id, approve }))
    if (done) toast(t(approve ? 'desk.approved.now' : 'desk.rejected.now'))
    await props.again()
    setBusy(false)
  }
  return (
    <article class="desk-card">
      <h3>{t('identity.level', { tier: props.change.level })}</h3>
      <p class="cell-note">
        {t('desk.proposed.by', {
          name: nameOf(props.change.proposedBy),
          date: fullTime(props.change.proposedAt, language()),
        })}
      </p>
      <dl>
        <For each={changed()}>
          {name => (
            <div>
              <dt>{t(`identity.${name}`)}</dt>
              <dd>
                <s>{amount(props.tier?.[name] ?? '0')}</s> <b>{amount(props.change.limits[name])}</b>
              </dd>
            </div>
          )}
        </For>
        <Show when={props.tier?.raiseAfterMs !== props.change.limits.raiseAfterMs}>
          <div>
            <dt>{t('desk.raise')}</dt>
            <dd>
              <s>{hours(props.tier?.raiseAfterMs ?? 0)}</s> <b>{hours(props.change.limits.raiseAfterMs)}</b>
            </dd>
          </div>
        </Show>
      </dl>
      <Show when={props.change.proposedBy !== store().myId} fallback={<p class="note">{t('desk.waits_for_other')}</p>}>
        <div class="desk-actions">
          <Button kind="primary" disabled={busy()} onClick={() => void decide(true)}>
            {t('desk.approve')}
          </Button>
          <Button kind="danger" disabled={busy()} onClick={() => void decide(false)}>
            {t('desk.reject')}
          </Button>
        </div>
      </Show>
    </article>
  )
}

/** Operators: new limits of one tier, which another operator decides. */
export function ProposeTier(props: { level: string }) {
  const loaded = loadDesk(askTiers)
  onMount(() => void lookAtWallet().catch(() => {}))
  const tier = (tiers: Tier[]) => tiers.find(one => String(one.level) === props.level)
  return (
    <Desk title={t('desk.propose.title', { tier: Number(props.level) })} loaded={loaded}>
      {data => <Show when={wallet() && tier(data().tiers)}>{found => <ProposeForm tier={found()} />}</Show>}
    </Desk>
  )
}

function ProposeForm(props: { tier: Tier }) {
  const places = placesOf(currency())
  const start = Object.fromEntries(AMOUNTS.map(name => [name, decimalOf(props.tier[name], places)]))
  const [typed, setTyped] = createSignal<Record<string, string>>(start)
  const [raise, setRaise] = createSignal(String(Math.round(props.tier.raiseAfterMs / HOUR_MS)))
  const [shown, setShown] = createSignal(false)
  const attempts = tries()
  let id = uuidv7()
  const wrong = (name: string) => shown() && minorOf(typed()[name] ?? '', places) === undefined
  const wrongHours = () => !/^\d{1,3}$/.test(raise().trim())
  const propose = async () => {
    setShown(true)
    const amounts = AMOUNTS.map(name => [name, minorOf(typed()[name] ?? '', places)] as const)
    if (amounts.some(([, minor]) => minor === undefined) || wrongHours()) return
    const limits = {
      ...Object.fromEntries(amounts),
      raiseAfterMs: Number(raise()) * HOUR_MS,
    } as TierLimits
    await call('POST /wallet/office/tiers/:level', { level: props.tier.level, id, limits })
    toast(t('desk.proposed.now'))
    back()
  }
  const change = (set: () => void) => {
    id = uuidv7()
    set()
  }
  return (
    <form
      class="form desk-form"
      novalidate
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(propose)
      }}
    >
      <p class="form-text">{t('desk.propose.text')}</p>
      <div class="desk-fields">
        <For each={AMOUNTS}>
          {name => (
            <Field
              label={t(`identity.${name}`)}
              value={typed()[name] ?? ''}
              inputmode="decimal"
              prefix={currency()}
              maxlength={16}
              error={wrong(name) ? t('amount.invalid', { example: amount('1250') }) : undefined}
              onInput={value => change(() => setTyped({ ...typed(), [name]: value }))}
            />
          )}
        </For>
        <Field
          label={t('desk.raise.hours')}
          value={raise()}
          inputmode="numeric"
          maxlength={3}
          error={shown() && wrongHours() ? t('desk.raise.wrong') : undefined}
          onInput={value => change(() => setRaise(value))}
        />
      </div>
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('desk.propose.do')}
      </Button>
    </form>
  )
}
