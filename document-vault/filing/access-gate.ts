import type { AccessMatrix } from '../access/access-matrix.js'
import type { AccessStore } from '../access/access-store.js'
import {
  type AccessDoor,
  type AccessNeed,
  type AccessVerdict,
  decideAccess,
} from '../access/decide-access.js'
import { tellFirstAccess } from '../access/first-access.js'
import { mayReadDocument } from '../access/may-read-document.js'
import type { Caller } from '../contract/callers.js'
import type { StoredDocument } from '../store/document-row.js'
import type { RecordRow } from '../store/record-store.js'
import { isAuthor } from './authorship.js'
import { visibilityOfRow } from './document-summary.js'
import type { Visit } from './visit.js'

export interface AccessQuestion {
  readonly need: AccessNeed
  readonly caller: Caller
  readonly now: number
  readonly isAuthor?: boolean
  readonly classCode?: string | null
}

/** Asks the access rules, with the facts that the store holds. */
export class AccessGate {
  constructor(
    private readonly access: AccessStore,
    private readonly matrix: AccessMatrix,
  ) {}

  judge(record: RecordRow, question: AccessQuestion): AccessVerdict {
    return decideAccess({
      need: question.need,
      caller: question.caller,
      isOpen: record.state === 'open',
      state: this.access.state(record.id),
      matrix: this.matrix,
      now: question.now,
      isAuthor: question.isAuthor ?? false,
      classCode: question.classCode ?? null,
    })
  }

  /** The holder is told of a professional's first reading. */
  noteReading({ record, caller, door, now }: Visit): void {
    tellFirstAccess(this.access, record.id, caller, door, now)
  }

  mayRead(caller: Caller, door: AccessDoor, document: StoredDocument): boolean {
    return mayReadDocument({
      caller,
      door,
      matrix: this.matrix,
      document: {
        typeCode: document.type_code,
        visibility: visibilityOfRow(document),
        isAuthor: isAuthor(document.head, caller),
      },
    })
  }
}
