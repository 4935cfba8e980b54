/** Something the person asked for that cannot be; its message is all they need to see. */
export class Complaint extends Error {
  override readonly name = 'Complaint'
}
