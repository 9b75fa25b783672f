import type { Hono } from 'hono'
import { assetPath } from '../patient-portal/assets/asset-path.js'
import { serveAsset, serveAssets } from '../patient-portal/assets/assets.js'
import type { TeamEnv } from './team-parts.js'
import { teamSheet } from './team-stylesheet.js'

export const teamStylesheetPath = assetPath('equipes', 'css', teamSheet)

/** Beside the files of the patients' portal: the look is one. They are open to everybody. */
export function serveTeamAssets(app: Hono<TeamEnv>): void {
  serveAssets(app)
  serveAsset(app, teamStylesheetPath, 'text/css; charset=utf-8', teamSheet)
}
