import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Cell, Group } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'

/** Operators: the desks of the city's money. */
export const Desks = () => (
  <Page title={t('desk.title')}>
    <Group note={t('desk.two')}>
      <Cell
        icon="settings"
        tint="#85610a"
        title={t('desk.tiers')}
        note={t('desk.tiers.note')}
        onClick={() => push('/operator/tiers')}
      />
      <Cell
        icon="shield"
        tint="#1667c0"
        title={t('desk.checks')}
        note={t('desk.checks.note')}
        onClick={() => push('/operator/checks')}
      />
    </Group>
    <Group>
      <Cell
        icon="bank"
        tint="#07803f"
        title={t('desk.suspense')}
        note={t('desk.suspense.note')}
        onClick={() => push('/operator/suspense')}
      />
      <Cell
        icon="alert"
        tint="#6b4fd3"
        title={t('desk.decisions')}
        note={t('desk.decisions.note')}
        onClick={() => push('/operator/decisions')}
      />
      <Cell
        icon="lock"
        tint="#bd3a4a"
        title={t('desk.frozen')}
        note={t('desk.frozen.note')}
        onClick={() => push('/operator/frozen')}
      />
    </Group>
  </Page>
)
