/** Opens the join page with the code behind the `#`, which browsers send to nobody: it stands in no log. `code`: `XXXX-XXXX-XXXX`. */
export function inviteLink(publicUrl: string, code: string): string {
  return `${joinAddress(publicUrl)}#${code}`
}

/** Where a code is typed. */
export function joinAddress(publicUrl: string): string {
  return `${publicUrl}/join`
}

/** Where somebody tries out their devices and their network before the day. */
export function tryOutAddress(publicUrl: string): string {
  return `${publicUrl}/test`
}
