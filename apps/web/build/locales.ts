import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

const resolve = createRequire(import.meta.url).resolve

/**
 * `virtual:locale/<language>`: the catalogue compiled from ICU to Lingui's arrays, so that no parser is shipped. Sentences
 * of the server's letters stay out.
 */
export function locales(): Plugin {
  return {
    name: 'plaza-locales',
    resolveId: id => (id.startsWith('virtual:locale/') ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith('\0virtual:locale/')) return
      const file = resolve(`@plaza/locales/${id.slice('\0virtual:locale/'.length)}.json`)
      this.addWatchFile(file)
      const sentences = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
      const compiled = sentences
        .filter(([key]) => !key.startsWith('mail.'))
        .map(([key, text]) => [key, compileMessage(text)])
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(compiled)))})`
    },
  }
}
