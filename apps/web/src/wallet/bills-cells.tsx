import { t } from '../i18n.ts'
import { Group } from '../ui/controls.tsx'
import { PageCell } from '../ui/page-cell.tsx'

/** The ways from the wallet to its history and to family cards. */
export const MoneyCells = () => (
  <Group>
    <PageCell to="/me/wallet/bills" icon="inbox" tint="#1667c0" title={t('bills.title')} note={t('bills.note')} />
    <PageCell to="/me/wallet/family" icon="group" tint="#85610a" title={t('family.title')} note={t('family.cell')} />
  </Group>
)
