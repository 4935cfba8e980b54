import { createSignal, Match, Show, Switch } from 'solid-js'
import { chooseLanguage, language, LANGUAGES, t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/page.tsx'
import { wide } from '../ui/state.ts'
import { CodeSignIn } from './sign-code.tsx'
import { PhoneSignIn } from './sign-phone.tsx'
import { passkeysWork, signInByPasskey } from './passkey.ts'
import { SignIn, SignUp } from './sign.tsx'
import { tried } from './open.ts'
import '../styles/welcome.css'

type Step = 'start' | 'sign-up' | 'sign-in' | 'code' | 'phone'

/** The door: who one is, in whichever way one likes. */
export function Welcome() {
  const [step, setStep] = createSignal<Step>(wide() ? 'sign-in' : 'start')
  const first = () => (wide() ? 'sign-in' : 'start')
  return (
    <div class="welcome" classList={{ start: step() === 'start' }}>
      <aside class="welcome-art" aria-hidden={wide() ? undefined : true}>
        <Art />
        <Show when={wide()}>
          <h1>{t('welcome.title')}</h1>
          <p>{t('welcome.text')}</p>
        </Show>
      </aside>
      <main class="welcome-main">
        <header class="welcome-head">
          <Show when={step() !== first()} fallback={<span />}>
            <IconButton icon="back" label={t('back')} onClick={() => setStep(first())} />
          </Show>
          <label class="language">
            <Icon name="globe" />
            <select
              aria-label={t('settings.language')}
              value={language()}
              onChange={event => void chooseLanguage(event.currentTarget.value as 'en')}
            >
              {LANGUAGES.map(one => (
                <option value={one.id}>{one.name}</option>
              ))}
            </select>
          </label>
        </header>
        <div class="welcome-box">
          <Switch>
            <Match when={step() === 'start'}>
              <div class="welcome-start">
                <Art />
                <h1>{t('welcome.title')}</h1>
                <p>{t('welcome.text')}</p>
              </div>
              <Ways step={step()} onStep={setStep} />
            </Match>
            <Match when={step() === 'sign-up'}>
              <SignUp />
              <p class="welcome-switch">
                {t('sign_up.have')}{' '}
                <button type="button" class="text-button" onClick={() => setStep('sign-in')}>
                  {t('sign_in')}
                </button>
              </p>
            </Match>
            <Match when={step() === 'sign-in'}>
              <SignIn />
              <Ways step={step()} onStep={setStep} />
            </Match>
            <Match when={step() === 'code'}>
              <CodeSignIn />
            </Match>
            <Match when={step() === 'phone'}>
              <PhoneSignIn />
            </Match>
          </Switch>
        </div>
      </main>
    </div>
  )
}

function Ways(props: { step: Step; onStep: (step: Step) => void }) {
  return (
    <div class="ways">
      <Show when={props.step === 'start'}>
        <Button kind="primary" onClick={() => props.onStep('sign-up')}>
          {t('sign_up')}
        </Button>
        <Button onClick={() => props.onStep('sign-in')}>{t('sign_in')}</Button>
      </Show>
      <Show when={props.step === 'sign-in'}>
        <div class="or">
          <span>{t('or')}</span>
        </div>
        <Show when={wide()}>
          <Button icon="qr" onClick={() => props.onStep('phone')}>
            {t('sign_in.phone')}
          </Button>
        </Show>
        <Show when={passkeysWork()}>
          <Button icon="fingerprint" onClick={() => void tried(signInByPasskey)}>
            {t('sign_in.passkey')}
          </Button>
        </Show>
        <Button icon="mail" onClick={() => props.onStep('code')}>
          {t('sign_in.code')}
        </Button>
        <p class="welcome-switch">
          {t('sign_in.new')}{' '}
          <button type="button" class="text-button" onClick={() => props.onStep('sign-up')}>
            {t('sign_up')}
          </button>
        </p>
      </Show>
    </div>
  )
}

/** The square of the city: people's bubbles meeting. */
const Art = () => (
  <svg class="art" viewBox="0 0 240 200" aria-hidden="true">
    <ellipse class="a1" cx="120" cy="176" rx="96" ry="12" />
    <path class="a2" d="M40 92a44 38 0 1 1 30 36l-20 10 4-17a40 36 0 0 1-14-29z" />
    <path class="a3" d="M204 116a42 36 0 1 0-28 33l20 10-4-17a38 34 0 0 0 12-26z" />
    <circle class="a4" cx="68" cy="92" r="5" />
    <circle class="a4" cx="86" cy="92" r="5" />
    <circle class="a4" cx="104" cy="92" r="5" />
    <path class="a5" d="M146 118l12 12 22-24" />
    <circle class="a6" cx="190" cy="48" r="9" />
    <circle class="a7" cx="32" cy="150" r="6" />
    <circle class="a8" cx="134" cy="30" r="5" />
  </svg>
)
