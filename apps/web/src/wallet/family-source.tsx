import type { Mandate } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Group } from '../ui/controls.tsx'
import { cardName, leftLine } from './family-cards.ts'

/** What pays: my own wallet, or a family card that somebody gave me. Not shown where there is nothing to choose. */
export const FamilySource = (props: {
  cards: Mandate[]
  chosen: string | undefined
  onChoose: (card: Mandate | undefined) => void
}) => (
  <Show when={props.cards.length > 0}>
    <Group title={t('family.source')}>
      <For each={[undefined, ...props.cards]}>
        {card => (
          <label class="cell choice">
            <span class="cell-text">
              <span class="cell-title">{card ? cardName(card) : t('family.source.mine')}</span>
              <Show when={card}>{one => <span class="cell-note">{leftLine(one())}</span>}</Show>
            </span>
            <input
              type="radio"
              name="source"
              checked={props.chosen === card?.id}
              onChange={() => props.onChoose(card)}
            />
          </label>
        )}
      </For>
    </Group>
  </Show>
)
