/** Files of a project by path, as an upload brings them. */
export function sources(texts: Readonly<Record<string, string>>): Map<string, Uint8Array> {
  return new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]))
}

/** A project of one page, to which a test adds what it is about. */
export function onePage(texts: Readonly<Record<string, string>> = {}): Map<string, Uint8Array> {
  return sources({
    'app.json': '{"pages":["pages/home/home"]}',
    'app.js': 'App({})',
    'pages/home/home.js': 'Page({})',
    'pages/home/home.wxml': '<view>hello</view>',
    ...texts,
  })
}

export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes)
}
