import { byName } from '../account-order.ts'
import type { Accounts } from '../port.ts'
import type { AccountRecord } from '../records.ts'
import type { Asking } from './asking.ts'
import { changeOne, insertOnce, untilAnswered } from './changes.ts'
import { type Collections, accountFormat as format } from './documents.ts'
import { createTurns } from './in-turn.ts'

export function mongoAccounts({ ask }: Asking, collections: Collections): Accounts {
  const { accounts: collection, meetings, sessions, invites } = collections
  const inTurn = createTurns()

  async function one(filter: Record<string, unknown>): Promise<AccountRecord | null> {
    const document = await collection.findOne(filter)
    return document && format.read(document)
  }
  const sampleAccount = () => one({ 'record.sample': true })
  const anyReal = async () => (await one({ 'record.sample': false })) !== null

  /** One page of the sample's meetings, and what hangs on them. */
  async function retireSome(accountId: string): Promise<'more' | 'done'> {
    const some = await meetings
      .find({ 'record.doctorId': accountId }, { projection: { _id: 1 } })
      .limit(500)
      .toArray()
    const rooms = some.map(({ _id }) => _id)
    if (rooms.length > 0) {
      await invites.deleteMany({ 'record.roomId': { $in: rooms } })
      await sessions.deleteMany({ 'record.holder.roomId': { $in: rooms } })
      await meetings.deleteMany({ _id: { $in: rooms } })
      return 'more'
    }
    await sessions.deleteMany({ 'record.holder.accountId': accountId })
    // Last: who finds the sample gone may rely on it that everything else is.
    await collection.deleteOne({ _id: accountId })
    return 'done'
  }

  return {
    anyReal: () => ask(anyReal),
    add: (account) =>
      ask(async (inTime) => {
        const said = await insertOnce(collection, format.write(account), inTime)
        if (said === 'inserted') return 'added'
        if (await one({ 'record.signInName': account.signInName })) return 'name-taken'
        throw new Error('There is an account with that key.')
      }),
    // The unique index over `sole` decides, in the same step that writes the account: no second step can be missing.
    addFirst: (account) =>
      ask(async (inTime) => {
        const document = { ...format.write(account), sole: 'first' as const }
        if (await anyReal()) return 'not-first'
        if ((await insertOnce(collection, document, inTime)) === 'inserted') return 'added'
        return (await anyReal()) ? 'not-first' : 'name-taken'
      }),
    bySignInName: (signInName) => ask(() => one({ 'record.signInName': signInName })),
    byId: (accountId) => ask(() => one({ _id: accountId })),
    all: () =>
      ask(async () => {
        const documents = await collection.find({ 'record.sample': false }).toArray()
        return documents.map((document) => format.read(document)).sort(byName)
      }),
    change: (accountId, told) =>
      ask((inTime) =>
        inTurn(accountId, () =>
          changeOne(
            { collection, format },
            accountId,
            (account) => {
              const record = { ...account, ...told }
              return { said: record, record }
            },
            inTime,
          ),
        ),
      ),
    sample: (make) =>
      ask(async (inTime) => {
        const there = await sampleAccount()
        if (there) return there
        const made = make()
        if ((await insertOnce(collection, format.write(made), inTime)) === 'inserted') return made
        const theirs = await sampleAccount()
        if (!theirs) throw new Error('The name meant for the sample account is taken.')
        return theirs
      }),
    async retireSample() {
      const sample = await ask(sampleAccount)
      if (!sample) return
      const some = () => ask((inTime) => untilAnswered(() => retireSome(sample.accountId), inTime))
      while ((await some()) === 'more');
    },
  }
}
