import type { Child } from 'hono/jsx'
import { Field } from '../elements/field.js'
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

export const FieldSamples = () => (
  <Sample name={words.fields}>
    <form class="card stacked" method="get" action="/composants">
      <Field id="champ" label={words.field} hint={words.hint}>
        {(control) => <input {...control} name="champ" type="text" />}
      </Field>
      <Field id="faute" label={words.field} hint={words.hint} error={words.fault}>
        {(control) => <input {...control} name="faute" type="text" value="33/13" />}
      </Field>
      <Field id="date" label={words.field} hint={words.hint}>
        {(control) => <input {...control} name="date" type="date" />}
      </Field>
      <Field id="long" label={words.long} hint={words.hint}>
        {(control) => <textarea {...control} name="long" rows={3} />}
      </Field>
      <Field id="fichiers" label={words.files} hint={words.hint} error={words.fault}>
        {(control) => <input {...control} name="fichiers" type="file" />}
      </Field>
      <Field id="liste" label={words.list} hint={words.hint}>
        {(control) => (
          <select {...control} name="liste">
            <option>{words.option}</option>
          </select>
        )}
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
