import type { Api } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Group, Switch } from '../ui/controls.tsx'
import type { OfShop } from './parts.tsx'
import { copyText } from '../ui/copy.ts'

type Platform = Api['GET /merchants/:id/keys']['reply']['platform']

/** The city's public key for programs that keep it, and whether answers are signed under its id. */
export function PlatformKey(props: { of: OfShop; platform: Platform; again: () => Promise<void> }) {
  const choose = async (on: boolean) => {
    await tried(() => call('PUT /merchants/:id/keys/platform', { ...props.of, by: on ? 'public_key' : 'certificate' }))
    await props.again()
  }
  return (
    <Group title={t('keys.platform')} note={t('keys.platform.note')}>
      <div class="key-box">
        <pre tabindex="0">{`${props.platform.id}\n${props.platform.publicKey}`}</pre>
        <Button small icon="copy" onClick={() => void copyText(props.platform.publicKey)}>
          {t('chat.copy')}
        </Button>
      </div>
      <Switch
        label={t('keys.platform.use')}
        hint={t('keys.platform.use.note')}
        on={props.platform.inUse}
        onChange={on => void choose(on)}
      />
    </Group>
  )
}
