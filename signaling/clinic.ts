/** The clinic as invitations name it. */
export interface Clinic {
  readonly name: string
  readonly phone: string | null
  /** IANA name of the zone its clock runs by. */
  readonly zone: string
}

/** The clinic's clock is this machine's (TZ), here and in the web process. */
export function clinicOf(settings: { clinicName: string; clinicPhone: string | null }): Clinic {
  return {
    name: settings.clinicName,
    phone: settings.clinicPhone,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
