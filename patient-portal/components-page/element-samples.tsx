import type { Child } from 'hono/jsx'
import { SectionIcon, type SectionName } from '../views/section-icon.js'
import { componentsTexts as words } from './components-texts.js'

export const Sample = ({ name, children }: { name: string; children: Child }) => (
  <section class="sample">
    <h2>{name}</h2>
    {children}
  </section>
)

export const ButtonSamples = () => (
  <Sample name={words.buttons}>
    <div class="choices">
      <button type="button" class="primary">
        {words.main}
      </button>
      <button type="button" class="secondary">
        {words.other}
      </button>
      <button type="button" class="quiet">
        {words.quiet}
      </button>
      <a class="primary" href="/composants">
        {words.main}
      </a>
      <a class="secondary" href="/composants">
        {words.other}
      </a>
    </div>
    <p>
      <a href="/composants">{words.link}</a>
    </p>
    <details>
      <summary>{words.fold}</summary>
      <p>{words.folded}</p>
    </details>
  </Sample>
)

const Field = (props: { id: string; hasFault?: boolean; children: Child; label: string }) => (
  <div class="field">
    <label for={props.id}>{props.label}</label>
    <p class="small" id={`aide-${props.id}`}>
      {words.hint}
    </p>
    {props.hasFault === true && (
      <p class="field-error" id={`erreur-${props.id}`}>
        {words.fault}
      </p>
    )}
    {props.children}
  </div>
)

const described = (id: string, hasFault = false) =>
  hasFault
    ? ({ 'aria-describedby': `aide-${id} erreur-${id}`, 'aria-invalid': 'true' } as const)
    : { 'aria-describedby': `aide-${id}` }

export const FieldSamples = () => (
  <Sample name={words.fields}>
    <form class="card stacked" method="get" action="/composants">
      <Field id="champ" label={words.field}>
        <input id="champ" name="champ" type="text" {...described('champ')} />
      </Field>
      <Field id="faute" label={words.field} hasFault>
        <input id="faute" name="faute" type="text" value="33/13" {...described('faute', true)} />
      </Field>
      <Field id="date" label={words.field}>
        <input id="date" name="date" type="date" {...described('date')} />
      </Field>
      <Field id="long" label={words.long}>
        <textarea id="long" name="long" rows={3} {...described('long')} />
      </Field>
      <Field id="fichiers" label={words.files} hasFault>
        <input id="fichiers" name="fichiers" type="file" {...described('fichiers', true)} />
      </Field>
      <Field id="liste" label={words.list}>
        <select id="liste" name="liste" {...described('liste')}>
          <option>{words.option}</option>
        </select>
      </Field>
      <div class="choice">
        <input id="coche" name="coche" type="checkbox" checked />
        <label for="coche">{words.choice}</label>
      </div>
      <fieldset>
        <legend>{words.list}</legend>
        {[1, 2].map((number) => (
          <div class="choice">
            <input id={`option-${number}`} name="option" type="radio" checked={number === 1} />
            <label for={`option-${number}`}>
              {words.option} {number}
            </label>
          </div>
        ))}
      </fieldset>
      <button type="submit" class="primary">
        {words.main}
      </button>
    </form>
  </Sample>
)

export const NoticeSamples = () => (
  <Sample name={words.notices}>
    <p class="notice">{words.notice}</p>
    <p class="closed">{words.notice}</p>
    <div class="refusal">
      <p>{words.refusal}</p>
      <ul>
        <li>
          <a href="#faute">{words.fault}</a>
        </li>
      </ul>
    </div>
    <p class="warning">{words.warning}</p>
  </Sample>
)

const signs: readonly SectionName[] = ['echanges', 'documents', 'traces', 'acces', 'compte']

export const SignSamples = () => (
  <Sample name={words.signs}>
    <p class="choices">
      {signs.map((name) => (
        <SectionIcon name={name} />
      ))}
    </p>
  </Sample>
)
