import { buildXdm } from '../documents/xdm-builder.js'
import type { XdmFixture } from '../documents/xdm-fixture.js'

/** An XDM archive as practice software attaches it (mssante.md §3.1). */
export async function archiveAttachment(fixture: XdmFixture) {
  return {
    filename: 'IHE_XDM.zip',
    content: await buildXdm(fixture),
    contentType: 'application/zip',
  }
}
