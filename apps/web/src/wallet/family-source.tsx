import type { Mandate } from '@plaza/contract'
import { Show } from 'solid-js'
import { t } from '../i18n.ts'
import { cardName, leftLine } from './family-cards.ts'
import { Choices } from './pay-form.tsx'

/** What pays: my own wallet, or a family card that somebody gave me. Not shown where there is nothing to choose. */
export const FamilySource = (props: {
  cards: Mandate[]
  chosen: Mandate | undefined
  onChoose: (card: Mandate | undefined) => void
}) => (
  <Show when={props.cards.length > 0}>
    <Choices
      title={t('family.source')}
      choices={[
        { value: undefined, title: t('family.source.mine') },
        ...props.cards.map(card => ({ value: card.id, title: cardName(card), note: leftLine(card) })),
      ]}
      chosen={props.chosen?.id}
      onChoose={id => props.onChoose(props.cards.find(card => card.id === id))}
    />
  </Show>
)
