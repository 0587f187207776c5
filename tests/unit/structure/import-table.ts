/**
 * Who may import whom. The first zone whose folder a file lies in is its zone; `may` lists folders, files and packages.
 * What is not listed is not allowed. ARCHITECTURE.md explains the reasons.
 */
export interface Zone {
  readonly folder: string
  readonly may: readonly string[]
}

const CONTRACT = 'signaling/contract/'
const WEB_SERVER = [
  // Pages are told from the name of the browser that asks what the engine reads from its own.
  'src/call/in-app-browser.ts',
  'src/server/',
  'src/components/',
  'src/layouts/',
  'src/styles/',
  CONTRACT,
  'config/',
  'astro',
  'node:',
]

export const ZONES: readonly Zone[] = [
  { folder: CONTRACT, may: [CONTRACT, 'typebox'] },
  { folder: 'config/', may: ['config/', 'typebox', 'node:'] },

  { folder: 'db/records.ts', may: [CONTRACT, 'typebox'] },
  { folder: 'db/port.ts', may: [CONTRACT, 'db/records.ts', 'db/migrations.ts'] },
  { folder: 'db/record-checks.ts', may: ['db/', 'typebox'] },
  { folder: 'db/mongo/', may: ['db/', CONTRACT, 'typebox', 'mongodb', 'node:'] },
  { folder: 'db/embedded/', may: ['db/', CONTRACT, 'typebox', 'libsql', 'node:'] },
  { folder: 'db/', may: ['db/', CONTRACT] },

  { folder: 'signaling/rooms/core/', may: ['signaling/rooms/core/', CONTRACT] },
  { folder: 'signaling/desk/core/', may: ['signaling/desk/core/', 'signaling/rooms/core/', CONTRACT] },
  { folder: 'signaling/server.ts', may: ['signaling/', 'uWebSockets.js', 'node:'] },
  {
    folder: 'signaling/main.ts',
    may: ['signaling/', 'config/', 'db/port.ts', 'package.json', 'node:'],
  },
  { folder: 'signaling/mail/', may: ['signaling/', 'nodemailer', 'node:'] },
  {
    folder: 'signaling/open-store.ts',
    may: ['signaling/', 'config/', 'db/port.ts', 'db/embedded/', 'db/mongo/', 'node:'],
  },
  {
    folder: 'signaling/archive/',
    may: ['signaling/', 'db/port.ts', 'db/migrations.ts', 'db/record-checks.ts', 'typebox', 'node:'],
  },
  {
    folder: 'signaling/',
    may: [
      'signaling/',
      'config/',
      'db/port.ts',
      'db/records.ts',
      'db/audit-chain.ts',
      'db/meeting-retention.ts',
      'typebox',
      '@node-rs/argon2',
      'node:',
    ],
  },

  { folder: 'src/call/core/', may: ['src/call/core/', CONTRACT] },
  { folder: 'src/call/', may: ['src/call/', CONTRACT] },
  { folder: 'src/desk/core/', may: ['src/desk/core/', CONTRACT] },
  { folder: 'src/desk/', may: ['src/desk/', 'src/call/', CONTRACT] },
  { folder: 'src/islands/', may: ['src/islands/', 'src/call/', 'src/desk/', CONTRACT, 'preact'] },
  {
    folder: 'src/pages/call/',
    may: [...WEB_SERVER, 'src/islands/', 'src/call/waiting-sentences.ts', 'src/call/waiting-time.ts'],
  },
  { folder: 'src/pages/meetings/', may: [...WEB_SERVER, 'src/islands/', 'src/desk/core/', 'src/pages/meetings/'] },
  { folder: 'src/pages/test.astro', may: [...WEB_SERVER, 'src/islands/'] },
  { folder: 'src/server/', may: [...WEB_SERVER, 'typebox', 'compression', 'uqr'] },
  { folder: 'src/', may: WEB_SERVER },
]

/** Files that may be imported across a zone's border by nobody but those named: the one door to what they wrap. */
export const ONLY: Readonly<Record<string, readonly string[]>> = {
  'uWebSockets.js': ['signaling/server.ts'],
  libsql: ['db/embedded/'],
  mongodb: ['db/mongo/'],
  nodemailer: ['signaling/mail/smtp.ts'],
  'db/embedded/': ['db/embedded/', 'signaling/open-store.ts'],
  'db/mongo/': ['db/mongo/', 'signaling/open-store.ts'],
}
