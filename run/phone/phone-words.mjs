import { qrPicture } from './qr-picture.mjs'

/**
 * What somebody at the terminal has to know to try Bedside on their own phone. `patientLink`: null once there are accounts, when links come
 * from the pages of meetings.
 *
 * @param {{ publicUrl: string, address: string, others: readonly string[], patientLink: string | null }} about
 */
export function phoneWords({ publicUrl, address, others, patientLink }) {
  const where =
    patientLink === null ? "It leads to the first page; a meeting's page has its own" : "It is the patient's link"
  return `
${qrPicture(patientLink ?? publicUrl)}

To try it on your own phone

1. Phone and computer have to be in the same Wi-Fi, and not in its guest network.
2. Point the phone's camera at the picture above. ${where}.
   Open the Doctor link on this computer.
3. Both browsers will warn you that the connection is not private: this computer has made the
   certificate itself, so nobody vouches for it. Here, and only here, that is as it should be.
     Chrome    press "Advanced", then "Proceed to ${address} (unsafe)"
     Firefox   press "Advanced", then "Accept the Risk and Continue"
     Safari    press "Show Details", then "visit this website", then "Visit Website"
4. Allow camera and microphone when the page asks.

An iPhone or iPad needs one step more, once: Safari shows a page in spite of the warning, but opens
no line for a call to it.
     Open ${publicUrl}/authority.crt in Safari, get past the warning, press "Allow".
     Settings, "Profile Downloaded": "Install".
     Settings, "General", "About", "Certificate Trust Settings": switch "Bedside trial" on.
   It vouches for this one certificate and nothing else. Afterwards take it away again:
   Settings, "General", "VPN & Device Management", "Bedside trial", "Remove Profile".

If the phone finds nothing at all, this computer's firewall keeps it out: let "node" through.
${others.length === 0 ? '' : `If it is in another network: npm start -- ${others.map((one) => `--phone=${one}`).join(' or ')}\n`}
This is for trying only: give no link to a real patient. Ctrl-C stops it.
`
}
