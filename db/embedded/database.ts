import Libsql from 'libsql'

/** What SQLite can bind here. The binding aborts the whole process on anything else, a boolean for one, hence this narrow door. */
export type Value = string | number | null
export type Row = Readonly<Record<string, unknown>>

export interface Statement {
  /** How many rows it changed. */
  run(...values: Value[]): number
  first(...values: Value[]): Row | undefined
  all(...values: Value[]): Row[]
}

export interface Database {
  prepare(sql: string): Statement
  exec(sql: string): void
  /** SQLite rolls a whole transaction back by itself on some errors (a full disk), whatever savepoints there are. */
  inTransaction(): boolean
  close(): void
}

/** `busyMs`: how long to wait for a lock somebody else holds. */
export function openDatabase(file: string, busyMs: number): Database {
  const db = new Libsql(file, { timeout: busyMs })
  return {
    prepare(sql) {
      const statement = db.prepare(sql)
      return {
        run: (...values) => statement.run(values).changes,
        first: (...values) => row(statement.get(values)),
        all: (...values) => statement.all(values).map((found) => row(found) ?? {}),
      }
    },
    exec: (sql) => void db.exec(sql),
    inTransaction: () => db.inTransaction,
    close: () => void db.close(),
  }
}

function row(found: unknown): Row | undefined {
  return typeof found === 'object' && found !== null ? { ...found } : undefined
}
