import Type, { type Static, type TSchema } from 'typebox'

export type Reader = 'web' | 'signaling'

export interface Setting {
  /** Name in the environment and in `.env`. */
  readonly name: string
  readonly schema: TSchema
  /** As it would be written in `.env`; null: not set. */
  readonly default: string | null
  readonly meaning: string
  /** What a right value looks like, to be said when it is wrong. */
  readonly shouldBe: string
  readonly readBy: readonly Reader[]
  readonly secret?: true
  /** Has to be a URL as browsers and Node read them, which no pattern says of its port and host. */
  readonly isUrl?: true
}

const port = Type.Integer({ minimum: 1, maximum: 65_535 })
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const list = (pattern: string) => Type.Array(Type.String({ pattern, maxLength: 256 }), { maxItems: 8 })
const ADDRESS = '^[0-9a-fA-F:.]+(/\\d{1,3})?$'
const HOST = '([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+\\])(:\\d{1,5})?'
const MAILBOX = '[^\\s<>@,;"]+@[^\\s<>@,;"]+'

/**
 * Every setting, in one place: `.env.example` is written from this table, and what a process reads is checked against it at start.
 * Lists are separated by commas, truth is `true` or `false`.
 */
export const SETTINGS = {
  host: {
    name: 'HOST',
    schema: text(253),
    default: '127.0.0.1',
    meaning: 'The address the web process listens on.',
    shouldBe: 'a host name or an IP address of this machine',
    readBy: ['web'],
  },
  port: {
    name: 'PORT',
    schema: port,
    default: '4321',
    meaning: 'The port people reach Bedside on.',
    shouldBe: 'a port number from 1 to 65535',
    readBy: ['web', 'signaling'],
  },
  signalingHost: {
    name: 'SIGNALING_HOST',
    schema: text(253),
    default: '127.0.0.1',
    meaning: 'The address the signaling process listens on, and where the web process finds it.',
    shouldBe: 'a host name or an IP address of this machine',
    readBy: ['web', 'signaling'],
  },
  signalingPort: {
    name: 'SIGNALING_PORT',
    schema: port,
    default: '4322',
    meaning: 'The port of the signaling process.',
    shouldBe: 'a port number from 1 to 65535, other than PORT',
    readBy: ['web', 'signaling'],
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    schema: Type.String({ pattern: '^https?://[^/?#@\\s]+$', maxLength: 300 }),
    default: null,
    meaning: 'What people type to get here, without a path. Not set: http://localhost:PORT, https with TLS_CERT.',
    shouldBe: 'an http or https address without a path, such as https://visits.example.org',
    readBy: ['web', 'signaling'],
    isUrl: true,
  },
  tlsCert: {
    name: 'TLS_CERT',
    schema: text(1_024),
    default: null,
    meaning:
      'A file with the certificate (PEM, those that issued it below it): the web process then speaks https by itself. Read again when it changes.',
    shouldBe: 'a file that this process may read; TLS_KEY goes with it',
    readBy: ['web', 'signaling'],
  },
  tlsKey: {
    name: 'TLS_KEY',
    schema: text(1_024),
    default: null,
    meaning: "A file with the certificate's private key (PEM, without a passphrase).",
    shouldBe: 'a file that this process may read; TLS_CERT goes with it',
    readBy: ['web'],
  },
  tlsAuthority: {
    name: 'TLS_AUTHORITY',
    schema: text(1_024),
    default: null,
    meaning:
      'A file with the certificate (PEM) of an authority of your own that issued TLS_CERT: devices that do not know it get it at /authority.crt.',
    shouldBe: 'a file that this process may read; only with TLS_CERT',
    readBy: ['web'],
  },
  plainHttp: {
    name: 'PLAIN_HTTP',
    schema: Type.Union([Type.Literal('refused'), Type.Literal('allowed')]),
    default: 'refused',
    meaning:
      'Whether to start in production although other machines would come by plain http, where browsers give no camera and passwords travel in clear.',
    shouldBe: 'refused or allowed',
    readBy: ['web'],
  },
  dataDir: {
    name: 'DATA_DIR',
    schema: text(1_024),
    default: 'data',
    meaning: 'The folder of the embedded store.',
    shouldBe: 'a folder that this process may write to',
    readBy: ['signaling'],
  },
  mongodbUrl: {
    name: 'MONGODB_URL',
    schema: Type.String({ pattern: '^mongodb(\\+srv)?://\\S+$', maxLength: 1_000 }),
    default: null,
    meaning:
      'Keep everything in MongoDB (6 or newer, a replica set of one or more) instead of the embedded store. Name the database in it.',
    shouldBe: 'a MongoDB connection string such as mongodb://db.example.org/bedside?replicaSet=rs0',
    readBy: ['signaling'],
    secret: true,
  },
  retentionDays: {
    name: 'RETENTION_DAYS',
    schema: Type.Integer({ minimum: 1, maximum: 3_650 }),
    default: '30',
    meaning: "For how many days a meeting's personal parts (names, title, consent) are kept. Anonymous counts stay.",
    shouldBe: 'a number of days from 1 to 3650',
    readBy: ['web', 'signaling'],
  },
  notesKey: {
    name: 'NOTES_KEY',
    schema: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
    default: null,
    meaning:
      "The key that doctors' notes are sealed with. Not set: DATA_DIR/notes.key, made at the first start; with MONGODB_URL no notes can be kept.",
    shouldBe: '32 random bytes in base64, as `openssl rand -base64 32` prints them',
    readBy: ['signaling'],
    secret: true,
  },
  stunUrls: {
    name: 'STUN_URLS',
    schema: list('^stuns?:[^\\s,]+$'),
    default: '',
    meaning: 'STUN servers, separated by commas. None are needed where everybody is in one network.',
    shouldBe: 'addresses such as stun:turn.example.org:3478, separated by commas',
    readBy: ['signaling'],
  },
  turnUrls: {
    name: 'TURN_URLS',
    schema: list('^turns?:[^\\s,]+$'),
    default: '',
    meaning: 'TURN servers, separated by commas: the way through networks that block direct calls. Needs TURN_SECRET.',
    shouldBe: 'addresses such as turn:turn.example.org:3478?transport=udp, separated by commas',
    readBy: ['signaling'],
  },
  turnSecret: {
    name: 'TURN_SECRET',
    schema: Type.String({ minLength: 16, maxLength: 256 }),
    default: null,
    meaning: "The TURN servers' shared secret (coturn: static-auth-secret), from which short-lived passwords are made.",
    shouldBe: 'at least 16 characters, the same as in the TURN server',
    readBy: ['signaling'],
    secret: true,
  },
  turnLifetime: {
    name: 'TURN_LIFETIME',
    schema: Type.Integer({ minimum: 30, maximum: 600 }),
    default: '600',
    meaning: 'For how many seconds such a password opens the relay. In a call it is renewed after half of that.',
    shouldBe: 'a number of seconds from 30 to 600',
    readBy: ['signaling'],
  },
  relayOnly: {
    name: 'RELAY_ONLY',
    schema: Type.Boolean(),
    default: 'false',
    meaning:
      'Whether new meetings go through the relay alone, so that nobody learns where another one is, unless the doctor or the API says otherwise. Needs TURN_URLS.',
    shouldBe: 'true or false',
    readBy: ['web', 'signaling'],
  },
  clinicName: {
    name: 'CLINIC_NAME',
    schema: text(80),
    default: 'Bedside',
    meaning: 'The name on every page and in invitations.',
    shouldBe: 'a name of 1 to 80 characters',
    readBy: ['web', 'signaling'],
  },
  clinicPhone: {
    name: 'CLINIC_PHONE',
    schema: Type.String({ pattern: '^\\+?[0-9 ()./-]{3,30}$' }),
    default: null,
    meaning: 'The telephone number in invitations, and offered wherever a call fails.',
    shouldBe: 'a telephone number such as +1 555 0100',
    readBy: ['web', 'signaling'],
  },
  smtpUrl: {
    name: 'SMTP_URL',
    schema: Type.String({ pattern: `^smtps?://([^\\s/?#@]+@)?${HOST}/?$`, maxLength: 500 }),
    default: null,
    meaning:
      'The mail server for invitations. Not set: doctors send them by their own e-mail program. smtp:// asks for STARTTLS, except on this machine; smtps:// is TLS from the start. Needs MAIL_FROM.',
    shouldBe: 'an address such as smtp://user:password@mail.example.org:587, with %40 for an @ in the password',
    readBy: ['signaling'],
    isUrl: true,
    secret: true,
  },
  mailFrom: {
    name: 'MAIL_FROM',
    schema: Type.String({ pattern: `^(${MAILBOX}|[^<>@"\\r\\n]{1,80} <${MAILBOX}>)$`, maxLength: 300 }),
    default: null,
    meaning: 'Whom invitations by e-mail are from. Needs SMTP_URL.',
    shouldBe: 'an e-mail address, such as Example Clinic <visits@example.org>',
    readBy: ['signaling'],
  },
  webhookUrl: {
    name: 'WEBHOOK_URL',
    schema: Type.String({
      pattern: `^(https://${HOST}|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?)(/\\S*)?$`,
      maxLength: 500,
    }),
    default: null,
    meaning: 'Where to tell the clinic’s other systems of invitations, arrivals and ends. Needs WEBHOOK_SECRET.',
    shouldBe: 'an https address, or an http one on this machine',
    readBy: ['signaling'],
    isUrl: true,
    secret: true,
  },
  webhookSecret: {
    name: 'WEBHOOK_SECRET',
    schema: Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' }),
    default: null,
    meaning: 'The key that WEBHOOK_URL knows us by (Standard Webhooks).',
    shouldBe: 'whsec_ and 24 to 64 random bytes in base64',
    readBy: ['signaling'],
    secret: true,
  },
  consentText: {
    name: 'CONSENT_TEXT',
    schema: text(4_000),
    default: null,
    meaning:
      'What patients and guests agree to before a visit, in the clinic’s own words. Between double quotes, \\n begins a new line.',
    shouldBe: 'a text of 1 to 4000 characters',
    readBy: ['web', 'signaling'],
  },
  consentVersion: {
    name: 'CONSENT_VERSION',
    schema: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$' }),
    default: null,
    meaning: 'The name of that text, stored with each visit. Choose a new one whenever the text changes.',
    shouldBe: '1 to 40 letters, digits and . _ - such as 2027-01',
    readBy: ['web', 'signaling'],
  },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    schema: list(ADDRESS),
    default: '',
    meaning: 'Addresses of reverse proxies before the web process whose X-Forwarded-For is believed.',
    shouldBe: 'IP addresses, separated by commas',
    readBy: ['web'],
  },
  signalingTrustedProxies: {
    name: 'SIGNALING_TRUSTED_PROXIES',
    schema: list(ADDRESS),
    default: '127.0.0.1,::1',
    meaning: 'Addresses, the web process among them, whose X-Forwarded-For the signaling process believes.',
    shouldBe: 'IP addresses, separated by commas',
    readBy: ['signaling'],
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: Type.Union([Type.Literal('silent'), Type.Literal('error'), Type.Literal('info')]),
    default: 'info',
    meaning: 'What is written to the log: one JSON object a line.',
    shouldBe: 'silent, error or info',
    readBy: ['web', 'signaling'],
  },
} as const satisfies Record<string, Setting>

export type SettingKey = keyof typeof SETTINGS
type Read<K extends SettingKey> =
  | Static<(typeof SETTINGS)[K]['schema']>
  | ((typeof SETTINGS)[K]['default'] extends null ? null : never)

/** The settings as a process has them: typed, checked, defaults filled in. `publicUrl` is always there. */
export type Settings = { readonly [K in Exclude<SettingKey, 'publicUrl'>]: Read<K> } & { readonly publicUrl: string }
