import type { Merchant } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Face } from '../ui/avatar.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { Desk, loadDesk } from './parts.tsx'
import { Queue, QueueCard } from './queue.tsx'
import { kindOf } from './rule-words.ts'

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
        <Queue
          items={data().merchants}
          empty={{ icon: 'store', title: t('desk.merchants.none'), text: t('desk.merchants.none.text') }}
        >
          {merchant => (
            <QueueCard
              start={
                <span class="avatar">
                  <Face id={merchant.id} name={merchant.name} />
                </span>
              }
              title={merchant.nativeName ?? merchant.name}
              note={fullTime(merchant.createdAt, language())}
              facts={[
                [t('shops.ascii'), merchant.name],
                [t('shops.city'), `${merchant.city}, ${merchant.country}`],
                [t('shops.category'), kindOf(merchant.category)],
                [t('desk.merchant.number'), merchant.live],
              ]}
              mine
              onDecide={verified => void decide(merchant, verified)}
            />
          )}
        </Queue>
      )}
    </Desk>
  )
}
