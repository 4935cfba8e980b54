import type { DeveloperKey } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty, Group } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { CommandLines } from './command-lines.tsx'
import '../styles/makers.css'

/** Keys that my uploads are signed with. Their private halves never leave the machine that made them. */
export function DeveloperKeys() {
  const loaded = loadShown(async () => (await call('GET /makers/keys')).keys)
  const revoke = async (key: DeveloperKey) => {
    const sure = {
      title: t('maker.keys.revoke.sure', { name: key.name }),
      text: t('maker.keys.revoke.text'),
      ok: t('maker.keys.revoke'),
      danger: true,
    }
    if (await confirm(sure)) await tried(() => call('DELETE /makers/keys/:id', { id: key.id }))
    await loaded.again()
  }
  return (
    <Page title={t('maker.keys')}>
      <Answer loaded={loaded}>
        {keys => (
          <Show
            when={keys().length > 0}
            fallback={<Empty icon="key" title={t('maker.keys.none')} text={t('maker.keys.none.text')} />}
          >
            <Group note={t('maker.keys.note')}>
              <For each={keys()}>{key => <KeyCell one={key} onRevoke={() => void revoke(key)} />}</For>
            </Group>
          </Show>
        )}
      </Answer>
      <CommandLines
        title={t('maker.keys.make')}
        note={t('maker.keys.make.note')}
        lines={['plaza program login', 'plaza program key']}
      />
    </Page>
  )
}

const KeyCell = (props: { one: DeveloperKey; onRevoke: () => void }) => (
  <div class="cell made-key">
    <span class="cell-text">
      <span class="cell-title">{props.one.name}</span>
      <code>{props.one.key}</code>
      <span class="cell-note">{keyWords(props.one)}</span>
    </span>
    <Show when={props.one.revokedAt === undefined}>
      <Button small kind="danger" onClick={props.onRevoke}>
        {t('maker.keys.revoke')}
      </Button>
    </Show>
  </div>
)

function keyWords({ addedAt, usedAt, revokedAt }: DeveloperKey): string {
  const date = (at: number) => fullTime(at, language())
  if (revokedAt !== undefined) return t('maker.keys.revoked', { date: date(revokedAt) })
  const used = usedAt === undefined ? t('maker.keys.unused') : t('maker.keys.used', { date: date(usedAt) })
  return `${t('maker.keys.added', { date: date(addedAt) })} · ${used}`
}
