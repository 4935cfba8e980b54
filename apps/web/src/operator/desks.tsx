import { t } from '../i18n.ts'
import { push, visit } from '../router.ts'
import { Cell, Group } from '../ui/controls.tsx'
import { PageCell } from '../ui/page-cell.tsx'
import { Page } from '../ui/page.tsx'
import { wide } from '../ui/state.ts'

/** Operators: the desks of the city's money. */
export const Desks = () => (
  <Page title={t('desk.title')}>
    <Group note={t('desk.two')}>
      <PageCell
        to="/operator/tiers"
        icon="settings"
        tint="#85610a"
        title={t('desk.tiers')}
        note={t('desk.tiers.note')}
      />
      <PageCell
        to="/operator/checks"
        icon="shield"
        tint="#1667c0"
        title={t('desk.checks')}
        note={t('desk.checks.note')}
      />
      <PageCell
        to="/operator/merchants"
        icon="store"
        tint="#07803f"
        title={t('desk.merchants')}
        note={t('desk.merchants.note')}
      />
      <PageCell
        to="/operator/disputes"
        icon="alert"
        tint="#9a5b00"
        title={t('desk.disputes')}
        note={t('desk.disputes.note')}
      />
      <Cell
        icon="apps"
        tint="#6b4fd3"
        title={t('reviews.title')}
        note={t('reviews.cell')}
        onClick={() => (wide() ? visit('/reviews') : push('/operator/programs'))}
      />
      <PageCell to="/operator/rules" icon="tag" tint="#6b4fd3" title={t('desk.terms')} note={t('desk.terms.note')} />
    </Group>
    <Group>
      <PageCell
        to="/operator/suspense"
        icon="bank"
        tint="#07803f"
        title={t('desk.suspense')}
        note={t('desk.suspense.note')}
      />
      <PageCell
        to="/operator/decisions"
        icon="alert"
        tint="#6b4fd3"
        title={t('desk.decisions')}
        note={t('desk.decisions.note')}
      />
      <PageCell
        to="/operator/frozen"
        icon="lock"
        tint="#bd3a4a"
        title={t('desk.frozen')}
        note={t('desk.frozen.note')}
      />
      <PageCell to="/operator/acts" icon="clock" tint="#56606e" title={t('desk.acts')} note={t('desk.acts.note')} />
    </Group>
  </Page>
)
