import { t, type Key } from '../i18n.ts'
import { toast } from './toast.tsx'

/** Puts a text where it can be pasted from, and says so; where a browser has no such place, it says that. */
export async function copyText(text: string, said: Key = 'copied'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(t(said))
  } catch {
    toast(t('copy_failed'))
  }
}
