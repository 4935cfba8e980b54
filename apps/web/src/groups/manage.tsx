import { Show } from 'solid-js'
import type { Api, ChatRow } from '@plaza/contract'
import { ALL_MENTIONS_PER_DAY_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { keepRow, tried } from '../screens/open.ts'
import { manages, rowOf } from '../screens/rows.ts'
import { Cell, Empty, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { factsOf, keepFacts } from './facts.ts'

/** What owner and admins decide about a group, and how its owner ends it. */
export function ManageGroup(props: { id: string }) {
  const row = () => rowOf(props.id)
  return (
    <Page title={t('group.manage_it')}>
      <Show when={row()} fallback={<Skeleton rows={4} />}>
        {known => (
          <Show
            when={manages(known()) && known().open}
            fallback={<Empty icon="shield" title={t('group.manage_it.not')} text={t('group.manage_it.not.text')} />}
          >
            <Rules row={known()} />
          </Show>
        )}
      </Show>
    </Page>
  )
}

function Rules(props: { row: ChatRow }) {
  const c = props.row.c
  keepFacts(() => props.row)
  const set = (change: Omit<Api['PATCH /chats/:id']['input'], 'id'>) =>
    void tried(async () => keepRow(await call('PATCH /chats/:id', { id: c, ...change })))
  const endLinks = async () => {
    const question = { title: t('group.links.end.title'), text: t('group.links.end.text'), ok: t('group.links.end') }
    if (!(await confirm({ ...question, danger: true }))) return
    if (await tried(() => call('DELETE /chats/:id/codes', { id: c }))) toast(t('group.links.ended'))
  }
  const dissolve = async () => {
    const question = { title: t('group.dissolve.title'), text: t('group.dissolve.text'), ok: t('group.dissolve') }
    if (!(await confirm({ ...question, danger: true }))) return
    await tried(() => call('POST /chats/:id/dissolve', { id: c }))
  }
  return (
    <>
      <Group title={t('group.coming')}>
        <Switch
          label={t('group.approval')}
          hint={t('group.approval.hint')}
          on={props.row.approval ?? false}
          onChange={approval => set({ approval })}
        />
        <Cell title={t('group.waiting')} value={factsOf(c)?.waiting ?? 0} onClick={() => push(`/chats/${c}/waiting`)} />
        <Cell title={t('group.links.end')} danger onClick={() => void endLinks()} />
      </Group>
      <Group title={t('group.speaking')}>
        <Show when={!props.row.announces}>
          <Switch
            label={t('group.admins_only')}
            hint={t('group.admins_only.hint')}
            on={props.row.adminsOnly ?? false}
            onChange={adminsOnly => set({ adminsOnly })}
          />
        </Show>
        <Switch
          label={t('group.all_free')}
          hint={t('group.all_free.hint', { count: ALL_MENTIONS_PER_DAY_MAX })}
          on={props.row.allFree ?? false}
          onChange={allFree => set({ allFree })}
        />
      </Group>
      <Show when={props.row.role === 'owner'}>
        <Group>
          <Cell
            title={t('group.hand_over')}
            note={t('group.hand_over.how')}
            onClick={() => push(`/chats/${c}/members`)}
          />
          <Cell title={t('group.dissolve')} danger onClick={() => void dissolve()} />
        </Group>
      </Show>
    </>
  )
}
