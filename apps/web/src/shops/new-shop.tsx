import { MERCHANT_CITY_LENGTH_MAX, MERCHANT_NAME_LENGTH_MAX, NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { language, t } from '../i18n.ts'
import { replaceTop } from '../router.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Choice } from '../ui/choice.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { asciiOf } from './ascii.ts'
import { CATEGORIES, countries, ownCountry, type Category } from './categories.ts'
import '../styles/shops.css'

/** Becoming a merchant: a name, a place and what one sells; it can be paid at once. */
export function NewShop() {
  const id = uuidv7()
  const attempts = tries()
  const [called, setCalled] = createSignal('')
  const [typedName, setTypedName] = createSignal<string>()
  const [city, setCity] = createSignal('')
  const [country, setCountry] = createSignal(ownCountry())
  const [category, setCategory] = createSignal<Category>(CATEGORIES[0])
  const name = () => typedName() ?? asciiOf(called(), MERCHANT_NAME_LENGTH_MAX)
  const open = async () => {
    const plain = asciiOf(name(), MERCHANT_NAME_LENGTH_MAX)
    const native = called().trim()
    await call('POST /merchants', {
      id,
      name: plain,
      ...(native !== plain ? { nativeName: native } : {}),
      city: asciiOf(city(), MERCHANT_CITY_LENGTH_MAX),
      country: country(),
      category: category(),
    })
    replaceTop(`/me/shops/${id}`)
  }
  return (
    <Page title={t('shops.new')}>
      <form
        class="form shop-form"
        onSubmit={event => {
          event.preventDefault()
          void attempts.run(open)
        }}
      >
        <p class="form-text">{t('shops.new.text')}</p>
        <Field
          label={t('shops.name')}
          value={called()}
          onInput={setCalled}
          maxlength={NAME_LENGTH_MAX}
          autocomplete="organization"
          required
          autofocus
        />
        <Field
          label={t('shops.ascii')}
          hint={t('shops.ascii.hint')}
          value={name()}
          onInput={value => setTypedName(asciiOf(value, MERCHANT_NAME_LENGTH_MAX) + (value.endsWith(' ') ? ' ' : ''))}
          maxlength={MERCHANT_NAME_LENGTH_MAX}
          required
        />
        <Field
          label={t('shops.city')}
          hint={t('shops.city.hint')}
          value={city()}
          onInput={setCity}
          maxlength={MERCHANT_CITY_LENGTH_MAX}
          autocomplete="address-level2"
          required
        />
        <Choice label={t('shops.country')} value={country()} onChange={setCountry}>
          <option value="" disabled />
          <For each={countries(language())}>{one => <option value={one.code}>{one.name}</option>}</For>
        </Choice>
        <Choice label={t('shops.category')} value={category()} onChange={value => setCategory(value as Category)}>
          <For each={CATEGORIES}>{one => <option value={one}>{t(`shops.category.${one}`)}</option>}</For>
        </Choice>
        <FormError code={attempts.except([])} />
        <Button type="submit" kind="primary" busy={attempts.busy()}>
          {t('shops.open')}
        </Button>
      </form>
    </Page>
  )
}
