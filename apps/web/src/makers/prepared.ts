import type { Api } from '@plaza/contract'

type Prepared = Omit<Api['POST /makers/programs/:appId/citizens/:id/pay']['input'], 'id'>

const PARTS = ['timeStamp', 'nonceStr', 'package', 'paySign'] as const

/** What somebody pasted as the argument of `wx.requestPayment`, in JSON; undefined when a part of it is missing. */
export function preparedIn(text: string, appId: string): Prepared | undefined {
  const told = objectIn(text)
  const parts = PARTS.map(name => [name, told[name]] as const)
  if (parts.some(([, value]) => typeof value !== 'string' && typeof value !== 'number')) return undefined
  const prepared = Object.fromEntries(parts.map(([name, value]) => [name, String(value)]))
  return { ...(prepared as Record<(typeof PARTS)[number], string>), appId }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}
