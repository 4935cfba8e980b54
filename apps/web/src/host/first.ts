/** The files of a first page, asked for while the server still looks up what a person has stored: texts by their SHA-256. */
export interface First {
  readonly versionId: string
  readonly texts: Readonly<Record<string, string>>
}

/** What the first page of a program's released version needs, in one answer; undefined where there is none or no network. */
export async function fetchFirst(appId: string): Promise<First | undefined> {
  try {
    const answer = await fetch(`/program-files/${appId}/first`)
    return answer.ok ? ((await answer.json()) as First) : undefined
  } catch {
    return undefined
  }
}
