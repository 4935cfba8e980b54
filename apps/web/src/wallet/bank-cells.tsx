import { t } from '../i18n.ts'
import { Group } from '../ui/controls.tsx'
import { PageCell } from '../ui/page-cell.tsx'

/** The wallet's cells about the bank and who one is to the city. */
export const BankCells = (props: { tier: number }) => (
  <Group>
    <PageCell to="/me/wallet/bank/in" icon="download" tint="#07803f" title={t('bank.in')} />
    <PageCell to="/me/wallet/bank/out" icon="up" tint="#1667c0" title={t('bank.out')} />
    <PageCell to="/me/wallet/bank" icon="bank" tint="#56605b" title={t('bank.title')} />
    <PageCell
      to="/me/wallet/identity"
      icon="shield"
      tint="#85610a"
      title={t('identity.title')}
      value={t('identity.level', { tier: props.tier })}
    />
  </Group>
)
