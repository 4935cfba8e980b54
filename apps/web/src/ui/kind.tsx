import { Show } from 'solid-js'
import type { PersonKind } from '@plaza/contract'
import { t } from '../i18n.ts'

/** Beside the name of an account that is not a citizen's: what it is. */
export const KindMark = (props: { kind: PersonKind | undefined }) => (
  <Show when={props.kind !== 'citizen' && props.kind}>{kind => <span class="kind">{t(`kind.${kind()}`)}</span>}</Show>
)
