/** Markup that is ready. Only `html` makes it, and it escapes every text put in. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Writes markup as prose: html`<p>${anything}</p>`. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const shown = values.map(value => {
    if (value instanceof Html) return value.text
    if (typeof value === 'object') return value.map(part => part.text).join('')
    return String(value).replace(/[&<>"']/g, sign => ESCAPES[sign] as string)
  })
  return new Html(strings.reduce((text, part, i) => text + (shown[i - 1] ?? '') + part))
}

/** A whole page. Its style is a file of the bank; nothing in it runs. */
export function page(options: { language: string; title: string; body: Html }): string {
  return html`<!doctype html>
    <html lang="${options.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${options.title}</title>
        <link rel="stylesheet" href="/bank.css" />
      </head>
      <body>
        ${options.body}
      </body>
    </html>`.text
}
