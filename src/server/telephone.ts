import { settings } from './settings.ts'
import { telephoneLink } from './telephone-link.ts'

const { clinicPhone } = settings

/** The clinic's number as it is written and as a link, to be offered wherever something fails; null where the clinic gives none. */
export const telephone = clinicPhone === null ? null : { text: clinicPhone, link: telephoneLink(clinicPhone) }
