import type { DataFolder } from '../../config/data-folder.js'
import type { DevelopmentIdentity } from '../portal-desk-sign-in.js'
import { readSamples } from './samples-file.js'

/**
 * Logins and codes of samples.json for the portal's development sign-in; read again at each
 * attempt.
 */
export const sampleIdentities =
  (folder: DataFolder) => async (): Promise<readonly DevelopmentIdentity[]> =>
    (readSamples(folder.samples, folder.root)?.patients ?? []).flatMap(
      ({ portal, displayName, address }) =>
        portal === null ? [] : [{ ...portal, displayName, address }],
    )
