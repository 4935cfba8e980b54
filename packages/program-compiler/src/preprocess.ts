import { endingOf, folderOf, joinPath, pathFrom } from './paths.ts'
import type { Project } from './project.ts'

const STYLE_ENDINGS = ['wxss', 'scss', 'sass', 'less', 'css'] as const

/** The file that holds the styles of a path without ending. */
export function styleFile(project: Project, path: string): string | undefined {
  return STYLE_ENDINGS.map(ending => `${path}.${ending}`).find(file => project.has(file))
}

/** Text of a style sheet in CSS; scss, sass and less are compiled with imports that see only the program's own files. */
export async function cssOf(project: Project, file: string): Promise<string | undefined> {
  const text = project.text(file)
  if (text === undefined) return undefined
  try {
    const ending = endingOf(file)
    if (ending === 'scss' || ending === 'sass') return await sassOf(project, file, text, ending)
    if (ending === 'less') return await lessOf(project, file, text)
    return text
  } catch (error) {
    const { message, line, column } = styleFault(error)
    project.problems.error(file, message, 'Mend the style sheet here; it is left out until then.', { line, column })
    return undefined
  }
}

async function sassOf(project: Project, file: string, text: string, ending: 'scss' | 'sass'): Promise<string> {
  const { compileString } = await import('sass')
  const scheme = 'program:'
  const importer = {
    canonicalize: (url: string, { containingUrl }: { containingUrl: URL | null }) => {
      const from = containingUrl ? folderOf(decodeURIComponent(containingUrl.pathname)) : folderOf(file)
      const wanted = url.startsWith(scheme)
        ? joinPath(decodeURIComponent(new URL(url).pathname))
        : pathFrom(from, url.replace(/^~/, ''))
      const found = sassFile(project, wanted)
      return found === undefined ? null : new URL(`${scheme}/${found}`)
    },
    load: (url: URL) => {
      const path = joinPath(decodeURIComponent(url.pathname))
      return {
        contents: project.text(path) ?? '',
        syntax: endingOf(path) === 'sass' ? 'indented' : endingOf(path) === 'scss' ? 'scss' : 'css',
      } as const
    },
  }
  const syntax = ending === 'sass' ? 'indented' : 'scss'
  const silent = { warn: () => undefined, debug: () => undefined }
  return compileString(text, { syntax, importer, url: new URL(`${scheme}/${file}`), logger: silent, charset: false })
    .css
}

function sassFile(project: Project, path: string): string | undefined {
  const folder = folderOf(path)
  const name = path.slice(folder === '' ? 0 : folder.length + 1)
  const names = [name, `_${name}`].map(each => joinPath(folder, each))
  const tries = names.flatMap(each => [each, `${each}.scss`, `${each}.sass`, `${each}.wxss`, `${each}.css`])
  return [...tries, joinPath(path, '_index.scss'), joinPath(path, 'index.scss')].find(each => project.has(each))
}

/** What is used of less, which brings no types. */
interface Less {
  readonly FileManager: new () => object
  render(text: string, options: Readonly<Record<string, unknown>>): Promise<{ css: string }>
}

async function lessOf(project: Project, file: string, text: string): Promise<string> {
  const name: string = 'less'
  const less = ((await import(name)) as { default: Less }).default
  class ProgramFiles extends less.FileManager {
    supports(): boolean {
      return true
    }
    supportsSync(): boolean {
      return false
    }
    loadFile(name: string, folder: string): Promise<{ filename: string; contents: string }> {
      const path = pathFrom(joinPath(folder), name.replace(/^~/, ''))
      const found = [path, `${path}.less`, `${path}.wxss`, `${path}.css`].find(each => project.has(each))
      if (found === undefined) return Promise.reject(new Error(`${name} is not a file of the program`))
      return Promise.resolve({ filename: found, contents: project.text(found) ?? '' })
    }
  }
  const plugin = {
    install: (_less: unknown, manager: { addFileManager(files: unknown): void }) =>
      manager.addFileManager(new ProgramFiles()),
    minVersion: [3, 0, 0],
  }
  const options = { filename: file, plugins: [plugin], javascriptEnabled: false, math: 'parens-division' }
  return (await less.render(text, options)).css
}

function styleFault(error: unknown): { message: string; line: number; column: number } {
  const sass = error as { sassMessage?: string; span?: { start?: { line: number; column: number } } }
  const other = error as { message?: string; line?: number; column?: number }
  return {
    message: sass.sassMessage ?? other.message ?? 'The style sheet cannot be compiled',
    line: sass.span?.start ? sass.span.start.line + 1 : (other.line ?? 1),
    column: sass.span?.start ? sass.span.start.column + 1 : (other.column ?? 0) + 1,
  }
}
