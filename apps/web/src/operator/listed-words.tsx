import { KEYWORD_LENGTH_MAX, LISTED_WORDS_MAX } from '@plaza/contract/limits'
import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { toast } from '../ui/toast.tsx'
import { Desk, loadDesk } from './parts.tsx'

const WORD_LENGTH_MIN = 2

/** Operators: words that the checks look for in sources and profiles. */
export function ListedWords() {
  const loaded = loadDesk(async () => (await call('GET /makers/words')).words)
  return (
    <Desk title={t('reviews.words')} loaded={loaded}>
      {words => <WordsForm words={words()} />}
    </Desk>
  )
}

function WordsForm(props: { words: readonly string[] }) {
  const [typed, setTyped] = createSignal(props.words.join('\n'))
  const attempts = tries()
  const save = async () => {
    await call('PUT /makers/words', { words: wordsOf(typed()) })
    toast(t('made.saved'))
  }
  return (
    <form
      class="form desk-form"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(save)
      }}
    >
      <p class="form-text">{t('reviews.words.text')}</p>
      <Field label={t('reviews.words.label')} value={typed()} onInput={setTyped} multiline />
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('save')}
      </Button>
    </form>
  )
}

const wordsOf = (text: string): string[] =>
  [...new Set(text.split('\n').map(word => word.trim().slice(0, KEYWORD_LENGTH_MAX)))]
    .filter(word => word.length >= WORD_LENGTH_MIN)
    .slice(0, LISTED_WORDS_MAX)
