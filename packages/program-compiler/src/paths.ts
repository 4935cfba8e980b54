/** Joins and tidies a path of the project. `..` above the root stays at the root, as the developer tools do. No slash at either end. */
export function joinPath(...parts: readonly string[]): string {
  const out: string[] = []
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') out.pop()
    else out.push(part)
  }
  return out.join('/')
}

/** The folder of a path, '' for one at the root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at < 0 ? '' : path.slice(0, at)
}

/** The ending after the last dot of the last part, in lower case, without the dot. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const at = name.lastIndexOf('.')
  return at < 0 ? '' : name.slice(at + 1).toLowerCase()
}

/** Takes off one of the endings, when it is there. */
export function withoutEnding(path: string, ...endings: readonly string[]): string {
  for (const ending of endings) if (path.endsWith(`.${ending}`)) return path.slice(0, -ending.length - 1)
  return path
}

/** `to` as a path relative to nothing: absolute ones from the root, others from `folder`. */
export function pathFrom(folder: string, to: string): string {
  return to.startsWith('/') ? joinPath(to) : joinPath(folder, to)
}
