/** Does at the sandbox bank what a customer does in the browser, and answers with the code for the city. */
export async function agree(url: string, customer: { readonly number: string; readonly pin: string }): Promise<string> {
  const post = (step: string, form: Record<string, string>) =>
    fetch(`${url}/${step}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const page = await (await post('sign-in', { ...customer })).text()
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
  const decided = await post('decide', { pass: hidden('pass'), iban: hidden('iban'), answer: 'yes' })
  const code = new URL(decided.headers.get('location') ?? 'about:blank').searchParams.get('code')
  if (!code) throw new Error('the bank gave no code')
  return code
}
