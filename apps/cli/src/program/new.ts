import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Complaint } from '../complaint.ts'
import type { Desk, Options } from './desk.ts'
import { formatSettings, hasProgram, openProject, PROFILE_FILE, programRoot, writeProject } from './project.ts'
import { register } from './register.ts'
import { cityFor } from './session.ts'
import { readSources } from './sources.ts'

const templates = fileURLToPath(new URL('../../../../programs/templates/', import.meta.url))
const TEMPLATES = ['plain', 'typescript', 'tdesign'] as const
const NAME_LENGTH_MAX = 30

/**
 * `plaza program new FOLDER --template plain|typescript|tdesign`, or `--existing` for a folder that holds a program already:
 * writes what is missing and registers the program. A repeat goes on where the last one ended.
 */
export async function newProgram(desk: Desk, options: Options): Promise<number> {
  const [named] = options.rest
  if (named === undefined)
    throw new Complaint('Say where: plaza program new FOLDER --template plain|typescript|tdesign')
  const folder = path.resolve(desk.cwd, named)
  if (!existsSync(path.join(folder, PROFILE_FILE))) {
    if (options.existing) await takeIn(desk, folder, options)
    else copyTemplate(folder, options)
    desk.say(`${folder} has a ${PROFILE_FILE}: names, domains, scopes and words of the program.`)
  }
  const { about } = openProject(folder)
  if (about.appId === undefined) await register(desk, options, folder)
  else desk.say(`It is registered as ${about.appId} at ${about.city ?? cityFor(desk, options)}.`)
  if (existsSync(path.join(folder, 'package.json')) && !existsSync(path.join(folder, 'node_modules')))
    desk.say('It uses npm packages: run "npm install" there.')
  desk.say('Next, in that folder: plaza program dev')
  return 0
}

function copyTemplate(folder: string, { template = 'plain', ...options }: Options): void {
  if (!TEMPLATES.some(one => one === template))
    throw new Complaint(`There is no template "${template}": ${TEMPLATES.join(', ')}.`)
  if (hasProgram(folder)) throw new Complaint(`${folder} holds a program already: add --existing.`)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Complaint(`${folder} is not empty. Choose another folder, or add --existing.`)
  mkdirSync(folder, { recursive: true })
  cpSync(path.join(templates, template), folder, { recursive: true })
  // npm and git would treat the template itself by this name.
  renameSync(path.join(folder, 'gitignore'), path.join(folder, '.gitignore'))
  const { about } = openProject(folder)
  if (options.name) entitle(folder, nameOf(options.name))
  writeProject(folder, {
    ...about,
    ...(options.name ? { names: { en: nameOf(options.name) } } : {}),
    ...(options.category ? { category: options.category } : {}),
  })
}

/** Its window is called as it is. */
function entitle(folder: string, name: string): void {
  const file = path.join(folder, 'app.json')
  const app = JSON.parse(readFileSync(file, 'utf8')) as { window: object }
  const window = { ...app.window, navigationBarTitleText: name }
  writeFileSync(file, `${JSON.stringify({ ...app, window }, null, 2)}\n`)
}

/**
 * A project that other tools made: nothing of it is changed, `plaza.json` is put beside it, with the scopes and domains that
 * its code says.
 */
async function takeIn(desk: Desk, folder: string, options: Options): Promise<void> {
  if (!hasProgram(folder)) throw new Complaint(`There is no app.json in ${folder}, nor where project.config.json says.`)
  const name = options.name ?? titleOf(folder) ?? path.basename(folder)
  const { saidBy } = await import('@plaza/makers')
  const { scopes, domains } = saidBy(await readSources(folder))
  writeProject(folder, {
    names: { en: nameOf(name) },
    abouts: { en: nameOf(name) },
    category: options.category ?? 'tools',
    domains,
    scopes,
  })
  const asked = Object.keys(scopes)
  if (asked.length > 0) desk.say(`Its code asks for ${asked.join(', ')}: say in ${PROFILE_FILE} what for.`)
  const hosts = [...new Set(Object.values(domains).flat())]
  if (hosts.length > 0) desk.say(`Its code names ${hosts.join(', ')}: take out what it does not need.`)
}

const nameOf = (text: string): string => text.trim().slice(0, NAME_LENGTH_MAX)

/** The title of the program's window, which is its name to people. */
function titleOf(folder: string): string | undefined {
  const file = path.join(folder, programRoot(folder) ?? '', 'app.json')
  const title = titleIn(readFileSync(file, 'utf8'))
  const project = (formatSettings(folder) as { projectname?: unknown }).projectname
  return [title, project].find((one): one is string => typeof one === 'string' && /^[^@\s]/.test(one))
}

function titleIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { window?: { navigationBarTitleText?: unknown } }).window?.navigationBarTitleText
  } catch {
    // Some tools allow remarks in it: the folder's name will do.
    return undefined
  }
}
