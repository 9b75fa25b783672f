#!/usr/bin/env node
import { internalFailure, runProgram } from './program.js'

// What nobody awaits: after a bug the state is unknown, so the process ends; commits are durable.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (failure: unknown) => process.exit(internalFailure(failure)))

await runProgram(process.argv)
