import { t } from '../i18n.ts'
import { Group } from '../ui/controls.tsx'
import { PageCell } from '../ui/page-cell.tsx'

/** The ways to pay at a till and to be paid. */
export const CodeCells = () => (
  <Group>
    <PageCell to="/me/wallet/code" icon="barcode" tint="#07803f" title={t('paycode.title')} note={t('paycode.cell')} />
    <PageCell to="/me/wallet/receive" icon="qr" tint="#1667c0" title={t('receive.title')} note={t('receive.cell')} />
  </Group>
)

/** The ways from the wallet to its history and to family cards. */
export const MoneyCells = () => (
  <Group>
    <PageCell to="/me/wallet/bills" icon="inbox" tint="#1667c0" title={t('bills.title')} note={t('bills.note')} />
    <PageCell
      to="/me/wallet/services"
      icon="retry"
      tint="#1667c0"
      title={t('services.title')}
      note={t('services.cell')}
    />
    <PageCell to="/me/wallet/gifts" icon="star" tint="#a3202c" title={t('gifts.mine')} note={t('gifts.mine.cell')} />
    <PageCell
      to="/me/wallet/disputes"
      icon="alert"
      tint="#9a5b00"
      title={t('disputes.mine')}
      note={t('disputes.mine.cell')}
    />
    <PageCell to="/me/wallet/shops" icon="store" tint="#b14a17" title={t('payments.title')} note={t('payments.cell')} />
    <PageCell to="/me/wallet/family" icon="group" tint="#85610a" title={t('family.title')} note={t('family.cell')} />
  </Group>
)
