import { writeFileSync } from 'node:fs'
import { importTypeScript } from './import-typescript.mjs'

/* Writes .env.example from the table of settings. */
const { envExample } = await importTypeScript('config/env-example.ts')
writeFileSync('.env.example', envExample())
