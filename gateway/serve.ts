/**
 * The composition root: opens the store, builds the flows, starts the listeners. A newcomer reads this file
 * first. Only here (and in cli/, bench/ and tests) are engines named.
 */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type DataFolder, dataFolderAt, openDataFolder, readInstanceKey } from '../config/data-folder.js'
import { describeListener, type ListenerDescription, type ListenerName, plannedListeners } from '../config/listener-plan.js'
import { loadConfig } from '../config/load.js'
import { lockGateway } from '../config/running-gateway.js'
import type { Config } from '../config/schema.js'
import { systemClock } from '../domain/clock.js'
import type { Log } from '../domain/log.js'
import { err, ok, type Result } from '../domain/result.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { IdleHub } from './reactors/idle-hub.js'
import type { GatewaySettings, Listener, ServerTls } from './settings.js'
import { createLog } from './log.js'
