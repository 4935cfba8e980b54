import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Cell, Group } from '../ui/controls.tsx'

/** The wallet's cells about the bank and who one is to the city. */
export function BankCells(props: { tier: number }) {
  return (
    <Group>
      <Cell icon="download" tint="#07803f" title={t('bank.in')} onClick={() => push('/me/wallet/bank/in')} />
      <Cell icon="up" tint="#1667c0" title={t('bank.out')} onClick={() => push('/me/wallet/bank/out')} />
      <Cell icon="bank" tint="#56605b" title={t('bank.title')} onClick={() => push('/me/wallet/bank')} />
      <Cell
        icon="shield"
        tint="#85610a"
        title={t('identity.title')}
        value={t('identity.level', { tier: props.tier })}
        onClick={() => push('/me/wallet/identity')}
      />
    </Group>
  )
}
