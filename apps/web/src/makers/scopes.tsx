import { SCOPE_REASON_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { scopeName } from '../host/consent.tsx'
import { Field, Group, Switch } from '../ui/controls.tsx'
import { MakerPage, ReviewedNote, type Desk } from './parts.tsx'
import { ProfileForm } from './profile-form.tsx'

/** What programs can ask their citizens for here. */
const SCOPES = [
  'scope.userInfo',
  'scope.userFuzzyLocation',
  'scope.userLocation',
  'scope.userLocationBackground',
  'scope.address',
  'scope.invoiceTitle',
  'scope.camera',
  'scope.record',
  'scope.writePhotosAlbum',
  'scope.payment',
] as const
/** Asked for the first time, it takes two reviewers. */
const FOUR_EYES = 'scope.payment'

/** What a program may ask, each with the reason that citizens are told. */
export function Scopes(props: Desk) {
  const [reasons, setReasons] = createSignal<Readonly<Record<string, string>>>(props.program.profile.scopes)
  const all = [...new Set([...SCOPES, ...Object.keys(props.program.profile.scopes)])]
  const turn = (scope: string, on: boolean) => {
    const { [scope]: _, ...others } = reasons()
    setReasons(on ? { ...others, [scope]: '' } : others)
  }
  const trimmed = () => Object.fromEntries(Object.entries(reasons()).map(([scope, why]) => [scope, why.trim()]))
  return (
    <MakerPage program={props.program} title={t('scopes.title')}>
      <ReviewedNote />
      <ProfileForm {...props} change={() => ({ scopes: trimmed() })}>
        <For each={all}>
          {scope => (
            <Group>
              <Switch
                label={scopeName(scope)}
                {...(scope === FOUR_EYES ? { hint: t('scopes.four_eyes') } : {})}
                on={scope in reasons()}
                onChange={on => turn(scope, on)}
              />
              <Show when={scope in reasons()}>
                <div class="made-reason">
                  <Field
                    label={t('scopes.reason', { scope: scopeName(scope) })}
                    hint={t('scopes.reason.hint')}
                    value={reasons()[scope] ?? ''}
                    onInput={why => setReasons({ ...reasons(), [scope]: why })}
                    maxlength={SCOPE_REASON_LENGTH_MAX}
                    required
                  />
                </div>
              </Show>
            </Group>
          )}
        </For>
      </ProfileForm>
    </MakerPage>
  )
}
