import { makersApi, type MakerVersion } from '@plaza/contract'
import { Complaint } from '../complaint.ts'
import type { Api } from './api.ts'

/** Pages of versions that are looked through for one. */
const PAGES_MAX = 20

/** A version by its number. */
export async function versionNumbered(api: Api, appId: string, number: string): Promise<MakerVersion> {
  const found = await findVersion(api, appId, one => one.version === number)
  if (!found) throw new Complaint(`There is no version ${number}. See "plaza program status".`)
  return found
}

/** The newest version that fits. */
export async function findVersion(
  api: Api,
  appId: string,
  fits: (version: MakerVersion) => boolean,
): Promise<MakerVersion | undefined> {
  let before: number | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const { versions, more } = await api.call(makersApi.makerVersions, { appId, ...(before ? { before } : {}) })
    const found = versions.find(fits)
    if (found || !more) return found
    before = versions.at(-1)?.createdAt
  }
  return undefined
}

/** Made by `preview`: nobody means them to be released. */
export const isPreview = (version: MakerVersion): boolean => version.version.includes('-preview.')
