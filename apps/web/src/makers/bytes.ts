import { language } from '../i18n.ts'

const KB = 1024

/** A size in kilobytes or megabytes, as the reader's language writes it. */
export function bytesOf(bytes: number): string {
  const large = bytes >= KB * KB
  const options = {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  } as const
  return new Intl.NumberFormat(language(), options).format(large ? bytes / KB / KB : Math.ceil(bytes / KB))
}
