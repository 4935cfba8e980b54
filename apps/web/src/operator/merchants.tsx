import type { Merchant } from '@plaza/contract'
import { For } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { hasSentence, language, t, type Key } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Face } from '../ui/avatar.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { Desk, loadDesk } from './parts.tsx'

/** Operators: merchants that ask to be verified. */
export function MerchantsDesk() {
  const loaded = loadDesk(() => call('GET /merchants/office/review'))
  const decide = async (merchant: Merchant, verified: boolean) => {
    const sure = {
      title: t(verified ? 'desk.merchant.approve' : 'desk.merchant.refuse', { name: merchant.name }),
      text: t(verified ? 'desk.merchant.approve.text' : 'desk.merchant.refuse.text'),
      ok: t(verified ? 'desk.approve' : 'desk.reject'),
      danger: !verified,
    }
    if (!(await confirm(sure))) return
    const done = await tried(() => call('POST /merchants/office/:id/verification', { id: merchant.id, verified }))
    if (done) toast(t(verified ? 'desk.approved.now' : 'desk.rejected.now'))
    await loaded.again()
  }
  return (
    <Desk title={t('desk.merchants')} loaded={loaded}>
      {data => (
        <section class="desk-part">
          <For
            each={data().merchants}
            fallback={<Empty icon="store" title={t('desk.merchants.none')} text={t('desk.merchants.none.text')} />}
          >
            {merchant => <MerchantCard merchant={merchant} onDecide={verified => void decide(merchant, verified)} />}
          </For>
        </section>
      )}
    </Desk>
  )
}

const MerchantCard = (props: { merchant: Merchant; onDecide: (verified: boolean) => void }) => (
  <article class="desk-card">
    <header>
      <span class="avatar">
        <Face id={props.merchant.id} name={props.merchant.name} />
      </span>
      <span class="cell-text">
        <h3>{props.merchant.nativeName ?? props.merchant.name}</h3>
        <span class="cell-note">{fullTime(props.merchant.createdAt, language())}</span>
      </span>
    </header>
    <dl>
      <Fact name={t('shops.ascii')} value={props.merchant.name} />
      <Fact name={t('shops.city')} value={`${props.merchant.city}, ${props.merchant.country}`} />
      <Fact name={t('shops.category')} value={kindOf(props.merchant.category)} />
      <Fact name={t('desk.merchant.number')} value={props.merchant.live} />
    </dl>
    <div class="desk-actions">
      <Button kind="primary" onClick={() => props.onDecide(true)}>
        {t('desk.approve')}
      </Button>
      <Button kind="danger" onClick={() => props.onDecide(false)}>
        {t('desk.reject')}
      </Button>
    </div>
  </article>
)

/** The kind of a shop by its category, where it is a common one. */
const kindOf = (category: string): string => {
  const key = `shops.category.${category}`
  return hasSentence(key) ? t(key as Key) : category
}

const Fact = (props: { name: string; value: string }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
)
