/** Whether text has the form of a business identifier code (ISO 9362:2014, as BICFIDec2014Identifier): not whether a bank has it. */
export function isBic(text: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(text)
}
