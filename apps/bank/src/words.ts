/** What the bank's page says. Its own words: the bank is no part of the city. */
const en = {
  bank: 'Sandbox Bank',
  signIn: 'Sign in to link an account',
  who: 'Plaza asks to collect money from one of your accounts when you top up your wallet. It never sees your PIN.',
  number: 'Customer number',
  pin: 'PIN',
  next: 'Sign in',
  welcome: 'A bank to practise with',
  name: 'Name',
  hint: 'No real money is here. Everybody signs in with PIN {pin}.',
  wrong: 'The customer number or the PIN is not right. Please try again.',
  locked: 'Too many wrong tries. Please try again in 15 minutes.',
  often: 'Please wait a minute and try again.',
  hello: 'Hello, {name}',
  choose: 'From which account may Plaza collect?',
  leave: 'You can take this back at any time. It ends by itself after 180 days.',
  agree: 'Agree',
  decline: 'Decline',
  gone: 'This link has been used or is too old. Please begin again in Plaza.',
}
export type Words = typeof en

const es: Words = {
  bank: 'Banco de pruebas',
  signIn: 'Inicie sesión para vincular una cuenta',
  who: 'Plaza pide permiso para cobrar de una de sus cuentas cuando usted recargue su monedero. Nunca ve su PIN.',
  number: 'Número de cliente',
  pin: 'PIN',
  next: 'Iniciar sesión',
  welcome: 'Un banco para practicar',
  name: 'Nombre',
  hint: 'Aquí no hay dinero de verdad. Todos entran con el PIN {pin}.',
  wrong: 'El número de cliente o el PIN no es correcto. Inténtelo de nuevo.',
  locked: 'Demasiados intentos fallidos. Inténtelo de nuevo dentro de 15 minutos.',
  often: 'Espere un minuto e inténtelo de nuevo.',
  hello: 'Hola, {name}',
  choose: '¿De qué cuenta puede cobrar Plaza?',
  leave: 'Puede retirar este permiso en cualquier momento. Termina por sí solo a los 180 días.',
  agree: 'Aceptar',
  decline: 'Rechazar',
  gone: 'Este enlace ya se usó o es demasiado antiguo. Empiece de nuevo en Plaza.',
}

const zh: Words = {
  bank: '沙盒银行',
  signIn: '登录以关联账户',
  who: '您为钱包充值时，Plaza 请求从您的一个账户扣款。Plaza 不会看到您的密码。',
  number: '客户号',
  pin: '密码',
  next: '登录',
  welcome: '练习用的银行',
  name: '姓名',
  hint: '这里没有真钱。所有客户都用密码 {pin} 登录。',
  wrong: '客户号或密码不正确，请重试。',
  locked: '错误次数过多，请在 15 分钟后重试。',
  often: '请稍等一分钟再试。',
  hello: '您好，{name}',
  choose: 'Plaza 可以从哪个账户扣款？',
  leave: '您可以随时撤回。180 天后自动失效。',
  agree: '同意',
  decline: '拒绝',
  gone: '此链接已使用或已过期，请在 Plaza 中重新开始。',
}

export type Language = 'en' | 'es' | 'zh'
export const LANGUAGES: Record<Language, { words: Words; name: string }> = {
  en: { words: en, name: 'English' },
  es: { words: es, name: 'Español' },
  zh: { words: zh, name: '中文' },
}

/** The language that was chosen, else the first of the browser's that the page speaks, else English. */
export function languageOf(chosen: string | undefined, accept: string | undefined): Language {
  const wishes = [chosen ?? '', ...(accept ?? '').split(',')].map(wish => wish.trim().slice(0, 2).toLowerCase())
  return wishes.find((wish): wish is Language => Object.hasOwn(LANGUAGES, wish)) ?? 'en'
}

/** A sentence with its places filled. */
export function fill(sentence: string, facts: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => facts[name] ?? place)
}
