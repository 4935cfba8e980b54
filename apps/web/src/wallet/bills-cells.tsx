import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Cell, Group } from '../ui/controls.tsx'

/** The ways from the wallet to its history and to family cards. */
export const MoneyCells = () => (
  <Group>
    <Cell
      icon="inbox"
      tint="#1667c0"
      title={t('bills.title')}
      note={t('bills.note')}
      onClick={() => push('/me/wallet/bills')}
    />
    <Cell
      icon="group"
      tint="#85610a"
      title={t('family.title')}
      note={t('family.cell')}
      onClick={() => push('/me/wallet/family')}
    />
  </Group>
)
