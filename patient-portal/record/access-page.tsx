import type { AccessSettings, NamedProfessional } from '../../document-vault/contract/access.js'
import { Field } from '../elements/field.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { recordTexts } from './record-texts.js'

const words = recordTexts.access

export interface AccessView {
  readonly chrome: Chrome
  readonly settings: AccessSettings
  /** Who may be authorised, or made the referring doctor. */
  readonly professionals: readonly NamedProfessional[]
  readonly notice: string | null
}

export const AccessPage = ({ chrome, settings, professionals, notice }: AccessView) => {
  const csrfToken = tokenOf(chrome)
  return (
    <Page chrome={chrome} title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Notice says={notice} />
      <ul class="settings">
        <Setting
          csrfToken={csrfToken}
          name="consultation"
          says={words.consent}
          isAllowed={settings.readingConsented}
        />
        <Setting
          csrfToken={csrfToken}
          name="depot"
          says={words.filing}
          isAllowed={!settings.filingOpposed}
        />
        <Setting
          csrfToken={csrfToken}
          name="bris-de-glace"
          says={words.breakGlass}
          isAllowed={!settings.breakGlassOpposed}
        />
        <Setting
          csrfToken={csrfToken}
          name="regulation"
          says={words.regulation}
          isAllowed={!settings.regulationOpposed}
        />
      </ul>
      <Professionals settings={settings} csrfToken={csrfToken} />
      <Choice professionals={professionals} csrfToken={csrfToken} />
    </Page>
  )
}

const Setting = (props: { csrfToken: string; name: string; says: string; isAllowed: boolean }) => (
  <li class="card">
    <p>
      {props.says}&nbsp;: <strong>{props.isAllowed ? words.allowed : words.refused}</strong>
    </p>
    <form method="post" action="/acces">
      <FormToken token={props.csrfToken} />
      <input type="hidden" name="reglage" value={props.name} />
      <input type="hidden" name="valeur" value={props.isAllowed ? 'non' : 'oui'} />
      <button type="submit" class="secondary">
        {props.isAllowed ? words.refuse : words.allow}
        <span class="sr">&nbsp;: {props.says}</span>
      </button>
    </form>
  </li>
)

const PersonForm = (props: {
  csrfToken: string
  act: string
  person: NamedProfessional
  submit: string
}) => (
  <form method="post" action="/acces">
    <FormToken token={props.csrfToken} />
    <input type="hidden" name="reglage" value={props.act} />
    <input type="hidden" name="professionnel" value={props.person.nationalId} />
    <button type="submit" class="secondary">
      {props.submit}
      <span class="sr">&nbsp;: {props.person.name}</span>
    </button>
  </form>
)

/** Namesakes are told apart by their number in the national directory. */
const labelIn = (all: readonly NamedProfessional[], { name, nationalId }: NamedProfessional) =>
  all.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length > 1
    ? words.namesake(name, nationalId)
    : name

const Choice = (props: { professionals: readonly NamedProfessional[]; csrfToken: string }) => (
  <section aria-labelledby="choix">
    <h2 id="choix">{words.choose}</h2>
    {props.professionals.length === 0 ? (
      <p>{words.chooseNobody}</p>
    ) : (
      <form method="post" action="/acces" class="stacked card">
        <FormToken token={props.csrfToken} />
        <Field id="professionnel" label={words.professional} hint={words.chooseMore}>
          {(control) => (
            <select {...control} name="professionnel">
              {props.professionals.map((person) => (
                <option value={person.nationalId}>{labelIn(props.professionals, person)}</option>
              ))}
            </select>
          )}
        </Field>
        <button type="submit" class="secondary" name="reglage" value="autoriser">
          {words.authorise}
        </button>
        <button type="submit" class="secondary" name="reglage" value="traitant">
          {words.makeReferring}
        </button>
      </form>
    )}
  </section>
)

const Professionals = (props: { settings: AccessSettings; csrfToken: string }) => {
  const { settings, csrfToken } = props
  const { referringDoctor } = settings
  return (
    <>
      <h2>{words.referring}</h2>
      {referringDoctor === null ? (
        <p>{words.nobody}</p>
      ) : (
        <>
          <p>
            {referringDoctor.name}. {words.referringMore}
          </p>
          <PersonForm
            csrfToken={csrfToken}
            act="plus-traitant"
            person={referringDoctor}
            submit={words.removeReferring}
          />
        </>
      )}
      <h2>{words.authorised}</h2>
      {settings.authorised.length === 0 && <p>{words.nobody}</p>}
      <ul class="settings">
        {settings.authorised.map((person) => (
          <li class="card">
            <p>
              {person.name}, {words.since(person.since)}
              {person.until !== null && `, ${words.until(person.until)}`}
            </p>
            <div class="choices">
              <PersonForm
                csrfToken={csrfToken}
                act="retirer"
                person={person}
                submit={words.withdraw}
              />
              <PersonForm
                csrfToken={csrfToken}
                act="bloquer"
                person={person}
                submit={words.block}
              />
            </div>
          </li>
        ))}
      </ul>
      <h2>{words.blocked}</h2>
      {settings.blocked.length === 0 && <p>{words.nobody}</p>}
      <ul class="settings">
        {settings.blocked.map((person) => (
          <li class="card">
            <p>{person.name}</p>
            <PersonForm
              csrfToken={csrfToken}
              act="debloquer"
              person={person}
              submit={words.unblock}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
