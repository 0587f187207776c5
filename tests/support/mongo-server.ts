import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import { freePort } from './processes.ts'
import { newId } from './stored-records.ts'

/** Where a server that speaks MongoDB's protocol is to be had on this machine. */
export type MongoWay =
  | { kind: 'given'; url: string }
  | { kind: 'mongod' }
  | { kind: 'java'; jars: string }
  | { kind: 'none'; why: string }

export interface MongoServer {
  /** Host and port, for whoever wants to stand in between; null when the given address is not that simple. */
  readonly address: { host: string; port: number } | null
  /** The address of a database of this name. Behind `port`, when that is given: of somebody who stands in between. */
  url(database: string, port?: number): string
  /** Ends the server with all that is in it; of one that was given, drops the databases that were asked for. */
  stop(): Promise<void>
}

const run = promisify(execFile)
const POM = 'tests/mongo-server/pom.xml'
/** Named by what it was fetched for: another version is another folder. */
const JARS = resolve(`dist/mongo-server-${createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 8)}`)

let found: Promise<MongoWay> | undefined

/** In this order: MONGODB_URL; `mongod`; the Java server. What it takes from Maven is fetched once. */
export function findMongo(): Promise<MongoWay> {
  found ??= find()
  return found
}

async function find(): Promise<MongoWay> {
  const url = process.env['MONGODB_URL']?.trim()
  if (url) return { kind: 'given', url }
  if (await answers('mongod', ['--version'])) return { kind: 'mongod' }
  const modules = await answers('java', ['--list-modules'])
  if (!modules?.includes('jdk.compiler@')) {
    return { kind: 'none', why: 'no MONGODB_URL, no mongod and no JDK 17 on this machine' }
  }
  if (existsSync(JARS)) return { kind: 'java', jars: JARS }
  try {
    await fetchJars()
    return { kind: 'java', jars: JARS }
  } catch (error) {
    return {
      kind: 'none',
      why: `no MONGODB_URL, no mongod, and Maven could not fetch the Java server (${firstLine(error)})`,
    }
  }
}

async function fetchJars(): Promise<void> {
  const folder = `${JARS}-${process.pid}`
  await mkdir(folder, { recursive: true })
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`, '-DincludeScope=runtime']
  try {
    await run('mvn', ['-q', '-B', '-f', POM, ...goal], { timeout: 240_000 })
    if (!existsSync(JARS)) await rename(folder, JARS)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Each has databases of its own; a server that was started here has nobody else's. */
export async function startMongo(): Promise<MongoServer> {
  const way = await findMongo()
  switch (way.kind) {
    case 'given':
      return serverAt(way.url, (databases) => dropAll(way.url, databases))
    case 'mongod':
      return startMongod()
    case 'java':
      return startJava(way.jars)
    case 'none':
      throw new Error(`There is ${way.why}.`)
  }
}

async function startJava(jars: string): Promise<MongoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'bedside-mongo-'))
  const launcher = ['-Xmx512m', '-XX:+UseSerialGC', '-cp', `${jars}/*`, 'tests/mongo-server/Launcher.java']
  const child = spawn('java', [...launcher, '0', join(folder, 'store')], { stdio: ['pipe', 'pipe', 'ignore'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  const port = Number(/^listening (\d+)$/.exec(String(line))?.[1])
  return serverAt(`mongodb://127.0.0.1:${port}/?directConnection=true`, () => ended(child, folder))
}

/** A replica set of one, as in production. */
async function startMongod(): Promise<MongoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'bedside-mongo-'))
  const port = await freePort()
  const where = ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', String(port), '--replSet', 'rs0']
  const child = spawn('mongod', where, { stdio: ['pipe', 'ignore', 'ignore'] })
  const url = `mongodb://127.0.0.1:${port}/?directConnection=true`
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 20_000 })
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
  await client.db('admin').command({ replSetInitiate: { _id: 'rs0', members } })
  const isPrimary = async () => Object(await client.db('admin').command({ hello: 1 }))['isWritablePrimary'] === true
  while (!(await isPrimary())) await new Promise((again) => setTimeout(again, 100))
  await client.close()
  return serverAt(url, () => ended(child, folder))
}

function serverAt(url: string, end: (databases: Set<string>) => Promise<void>): MongoServer {
  const at = new URL(url)
  const databases = new Set<string>()
  const run = newId()
  return {
    address:
      url.startsWith('mongodb+srv') || at.host.includes(',')
        ? null
        : { host: at.hostname, port: Number(at.port || 27_017) },
    url(database, port) {
      const named = `bedside-test-${database}-${run}`
      databases.add(named)
      const one = new URL(url)
      one.pathname = `/${named}`
      if (port !== undefined) {
        one.host = `127.0.0.1:${port}`
        // A replica set would name its members' own addresses, and the driver would go there directly.
        one.searchParams.set('directConnection', 'true')
        one.searchParams.delete('replicaSet')
      }
      return one.href
    },
    stop: () => end(databases),
  }
}

async function dropAll(url: string, databases: Set<string>): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 })
  for (const database of databases) await client.db(database).dropDatabase()
  await client.close()
}

async function ended(child: ChildProcess, folder: string): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
  await rm(folder, { recursive: true, force: true })
}

async function answers(program: string, args: string[]): Promise<string | null> {
  try {
    return (await run(program, args)).stdout
  } catch {
    return null // it is not there, or too old to know what was asked
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
