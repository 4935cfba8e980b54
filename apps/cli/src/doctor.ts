import type { Config } from './config.ts'
import { examine, type Finding } from './examine.ts'
import { say } from './say.ts'

const MARKS = { ok: 'ok       ', warning: 'warning  ', problem: 'problem  ' }

/** Looks at everything an installation needs and tells how to mend what is wrong. Exit code 1 on a problem. */
export async function doctor(config: Config): Promise<number> {
  const findings: Finding[] = []
  for await (const finding of examine(config)) {
    findings.push(finding)
    if (!config.json) tell(finding)
  }
  const healthy = findings.every(finding => finding.state !== 'problem')
  if (config.json) say(JSON.stringify({ healthy, findings }, undefined, 2))
  else say(healthy ? 'Plaza can run here.' : 'Plaza needs help; see above.')
  return healthy ? 0 : 1
}

function tell({ state, what, mend }: Finding): void {
  say(`${MARKS[state]}${what}`)
  if (mend) say(`         → ${mend}`)
}
