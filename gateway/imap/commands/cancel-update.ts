import { bad, type Command, done } from '../command.js'

/** RFC 5267 §4.3.5: `CANCELUPDATE "tag" "tag"`. */
export const cancelUpdateCommand: Command = {
  name: 'CANCELUPDATE',
  states: ['selected'],
  prepare(cursor, conversation) {
    const tags: string[] = []
    cursor.space()
    cursor.items(() => tags.push(cursor.string()))
    cursor.end()
    return async () => {
      const unknown = tags.filter((tag) => !conversation.contexts.cancel(tag))
      return unknown.length > 0 ? bad('Resultat qui n est pas suivi') : done('CANCELUPDATE termine')
    }
  },
}
