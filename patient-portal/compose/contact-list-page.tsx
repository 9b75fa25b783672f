import type { PortalContact } from '../contract.js'
import { createMask } from '../reading/masked-addresses.js'
import { texts } from '../texts/texts.js'
import { type Chrome, Page } from '../views/page.js'
import { professionalNames } from '../views/professional-names.js'
import { composeTexts } from './compose-texts.js'
import { noticeWords } from './notice-words.js'

const mayWrite = ({ state, notice }: PortalContact): boolean =>
  state !== 'ended' && notice?.kind !== 'inactive'

/** Whom a new message may go to; those who cannot be written to stand below, with the reason. */
export const ContactListPage = (view: {
  readonly chrome: Chrome
  readonly contacts: readonly PortalContact[]
}) => {
  const words = composeTexts.fresh
  const open = view.contacts.filter(mayWrite)
  const closed = view.contacts.filter((contact) => !mayWrite(contact))
  return (
    <Page chrome={view.chrome} title={words.title} showsEmergency>
      <p class="back">
        <a href="/echanges">{texts.exchange.back}</a>
      </p>
      <h1>{words.title}</h1>
      {open.length === 0 ? (
        <p class="card empty">{words.nobody}</p>
      ) : (
        <>
          <p class="lead">{words.lead}</p>
          <section aria-labelledby="titre-joignables">
            <h2 id="titre-joignables">{words.open}</h2>
            <ul class="contacts">
              {open.map((contact) => (
                <Contact contact={contact} />
              ))}
            </ul>
          </section>
        </>
      )}
      {closed.length > 0 && (
        <section aria-labelledby="titre-injoignables">
          <h2 id="titre-injoignables">{words.closed}</h2>
          <ul class="contacts">
            {closed.map((contact) => (
              <Contact contact={contact} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

const Contact = ({ contact }: { contact: PortalContact }) => {
  const words = composeTexts.fresh
  const mask = createMask(contact.hidden)
  const { name, entity } = professionalNames(contact, mask)
  const path = `/echanges/${contact.exchangeId}`
  const notice = contact.state === 'ended' ? words.ended : noticeWords(contact.notice)
  return (
    <li class="card contact">
      <p>
        {mayWrite(contact) ? (
          <a href={`${path}/ecrire`}>{name}</a>
        ) : contact.state === 'ended' ? (
          <a href={path}>{name}</a>
        ) : (
          <strong>{name}</strong>
        )}
        {contact.hasDraft && <span class="mark">{words.draft}</span>}
      </p>
      {entity !== '' && <p class="entity">{entity}</p>}
      {contact.state === 'first' && <p class="small">{words.first}</p>}
      {notice !== null && <p class="small">{mask(notice)}</p>}
    </li>
  )
}
