import { compile, npmOf } from '@plaza/program-compiler'
import { play, type Played } from './play.ts'

type Options = Parameters<typeof play>[2]
type Launch = Parameters<typeof play>[1]

/** Compiles a small program, given by its texts, and opens it. `home` is the page unless app.json says otherwise. */
export async function open(
  texts: Readonly<Record<string, string>>,
  launch: Launch = {},
  options: Options = {},
  useNpm = false,
): Promise<Played & { logs(): string[] }> {
  const files = new Map(
    Object.entries({
      'app.json': '{"pages":["home","other"]}',
      'app.js': 'App({})',
      'other.js': 'Page({})',
      'other.wxml': '<view>other</view>',
      ...texts,
    }).map(([path, text]) => [path, new TextEncoder().encode(text)] as const),
  )
  const built = await compile(files, useNpm ? { npm: await npmOf(new URL('.', import.meta.url).pathname) } : {})
  if (built.errors.length > 0) throw new Error(JSON.stringify(built.errors))
  const played = await play(built, launch, options)
  return { ...played, logs: () => played.view.logs.map(log => log.text) }
}
