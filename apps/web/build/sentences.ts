import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'
import { LAZY_IMPORT, spoken, type Spoken } from './spoken.ts'

const LANGUAGES = ['en', 'es', 'zh']
const ALL = 'virtual:sentences'
const find = createRequire(import.meta.url).resolve

/**
 * The catalogue, compiled from ICU to Lingui's arrays so that no parser is shipped, and cut into sections: a screen that is
 * fetched later brings its sentences as it brings its styles. Around each lazy import of a screen stands `withSentences`
 * afterwards, which fetches both at once. While developing nothing is cut.
 *
 * `virtual:sentences` has the loaders by name: `en` is what the first screens say, `wallet-en` what the wallet says.
 */
export function sentences(): Plugin {
  let folder = ''
  let said: Spoken = { sectionOf: new Map(), sections: new Map() }
  const nameOf = (section: string, language: string) => (section === 'first' ? language : `${section}-${language}`)
  const names = () => [...said.sections.keys()].flatMap(section => LANGUAGES.map(one => nameOf(section, one)))
  return {
    name: 'plaza-sentences',
    enforce: 'pre',
    configResolved(config) {
      folder = resolve(config.root, 'src')
      const keys = Object.keys(catalogue('en'))
      said =
        config.command === 'build'
          ? spoken(folder, keys)
          : { sectionOf: new Map(), sections: new Map([['first', new Set(keys)]]) }
    },
    resolveId: id => (id.startsWith(ALL) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${ALL}`)) return
      const name = id.slice(`\0${ALL}/`.length)
      if (name === '') return loaders(names())
      const [language, section = 'first'] = name.split('-').toReversed()
      this.addWatchFile(fileOf(language!))
      return compiled(language!, said.sections.get(section)!)
    },
    transform(code, id) {
      if (!id.startsWith(folder)) return
      const bring = code.replace(LAZY_IMPORT, (whole, path: string) => {
        const section = said.sectionOf.get(resolve(dirname(id), path))
        return section ? `withSentences(${whole}, '${section}')` : whole
      })
      if (bring === code) return
      return `import { withSentences } from '${folder}/i18n.ts'\n${bring}`
    },
  }
}

const fileOf = (language: string): string => find(`@plaza/locales/${language}.json`)
const catalogue = (language: string) => JSON.parse(readFileSync(fileOf(language), 'utf8')) as Record<string, string>

function loaders(names: string[]): string {
  const loads = names.map(name => `${JSON.stringify(name)}: () => import(${JSON.stringify(`${ALL}/${name}`)})`)
  return `export const catalogues = {${loads.join()}}`
}

function compiled(language: string, keys: Set<string>): string {
  const sentences = Object.entries(catalogue(language)).filter(([key]) => keys.has(key))
  const messages = Object.fromEntries(sentences.map(([key, text]) => [key, compileMessage(text)]))
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(messages))})`
}
