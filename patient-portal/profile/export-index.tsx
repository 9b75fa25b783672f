import type { Child } from 'hono/jsx'
import type { Language } from '../../domain/patient-settings.js'
import { fileSize, longDate, machineDate, plainDate } from '../language/french-format.js'
import { exportTexts } from './export-texts.js'

/** The first page of an archive: made in pieces, so that no archive is too long for it. */
export interface IndexHead {
  readonly language: Language
  readonly service: string
  readonly patientName: string
  readonly identity: readonly (readonly [name: string, value: string])[]
  readonly madeAt: number
  readonly otherFiles: readonly { readonly path: string; readonly says: string }[]
}
export interface IndexExchange {
  readonly title: string
  readonly entity: string
  readonly says: string
  readonly messages: number
}
export interface IndexMessage {
  readonly path: string
  readonly at: number
  readonly from: string
  /** Null: it went away between the file and this page. */
  readonly subject: string | null
  readonly mark: string | null
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
}
export interface IndexDocument {
  readonly path: string
  readonly title: string
  readonly author: string
  readonly createdAt: number | null
  readonly version: number | null
  readonly status: keyof typeof exportTexts.index.states | null
  readonly bytes: number
}

/** Nothing remote, nothing that runs: the page is opened from a disk, for years. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#1d2a2a;background:#fff}h1,h2,h3{line-height:1.2}a{color:#14564d}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;
vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #ccd6d2;
overflow-wrap:anywhere}dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
dd{margin:0}.note{border-left:4px solid #14564d;padding:.3rem .8rem}.soft{color:#51605d}
ul.files{margin:0;padding-left:1.1rem}.date{white-space:nowrap}
@media (max-width:40rem){table,tbody,tr,td{display:block}thead{position:absolute;
clip-path:inset(50%)}td{border:0;padding:.1rem 0}tr{display:block;padding:.5rem 0;
border-bottom:1px solid #ccd6d2}}
@media (prefers-color-scheme:dark){body{background:#14201e;color:#e8efec}a{color:#8fd3c4}
.soft{color:#b3c2bd}th,td,tr{border-color:#3a4a46}}
@media print{body{margin:0;max-width:none;font-size:10pt}a{color:inherit}
h2,h3{break-after:avoid}tr{break-inside:avoid}}`

const html = (element: { toString(): string }): string => element.toString()

/** Every part of a path may hold blanks, accents and `#`. */
const href = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

export function indexStart(head: IndexHead): string {
  const words = exportTexts.index
  const opening = html(
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>{words.title}</title>
      <style dangerouslySetInnerHTML={{ __html: style }} />
    </head>,
  )
  const body = html(
    <>
      <h1>{words.title}</h1>
      <p>
        <strong>{head.patientName}</strong>
        <br />
        {words.made(head.madeAt, head.service)}
      </p>
      <p class="note">{words.keepSafe}</p>
      <p>{words.howTo}</p>
      <p>{words.check}</p>
      <h2>{words.contents}</h2>
      <ul>
        {['messages', 'documents'].map((id) => (
          <li>
            <a href={`#${id}`}>{id === 'messages' ? words.messages : words.documents}</a>
          </li>
        ))}
        {head.otherFiles.map(({ path, says }) => (
          <li>
            <a href={href(path)}>{says}</a>
          </li>
        ))}
      </ul>
      <h2>{words.identity}</h2>
      <dl>
        {head.identity.map(([name, value]) => (
          <>
            <dt class="soft">{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <h2 id="messages">{words.messages}</h2>
    </>,
  )
  return `<!DOCTYPE html>\n<html lang="${head.language}">${opening}<body><main>${body}\n`
}

const Head = ({ names }: { names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((name) => (
        <th scope="col">{name}</th>
      ))}
    </tr>
  </thead>
)

export function exchangeStart({ title, entity, says, messages }: IndexExchange): string {
  const words = exportTexts.index
  const heading = html(
    <>
      <h3>{[title, entity].filter((part) => part !== '').join(', ')}</h3>
      <p class="soft">{[says, words.count(messages)].filter((part) => part !== '').join(' · ')}</p>
    </>,
  )
  const head = html(<Head names={[words.date, words.from, words.subject, words.files]} />)
  return `<section>${heading}<table>${head}<tbody>\n`
}

export const exchangeEnd = '</tbody></table></section>\n'

export function messageRow({ path, at, from, subject, mark, files }: IndexMessage): string {
  const words = exportTexts.index
  return `${html(
    <tr>
      <td class="date">
        <time datetime={machineDate(at)}>{longDate(at)}</time>
      </td>
      <td>{from}</td>
      <td>
        {mark !== null && <span class="soft">{mark} </span>}
        <a href={href(path)}>{subject === null ? words.gone : subject || words.noSubject}</a>
      </td>
      <td>
        {files.length > 0 && (
          <ul class="files">
            {files.map(({ name, bytes }) => (
              <li>
                {name} <span class="soft">({fileSize(bytes)})</span>
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>,
  )}\n`
}

export const noticeLine = (says: string): string => `${html(<p>{says}</p>)}\n`

export const documentsStart = (): string =>
  `${html(<h2 id="documents">{exportTexts.index.documents}</h2>)}\n`

export function documentTable(title: string, rows: readonly IndexDocument[]): string {
  const words = exportTexts.index
  const names = [words.document, words.author, words.date, words.version, words.state]
  return `${html(
    <section>
      <h3>{title}</h3>
      <table>
        <Head names={names} />
        <tbody>
          {rows.map((row) => (
            <DocumentRow {...row} />
          ))}
        </tbody>
      </table>
    </section>,
  )}\n`
}

const DocumentRow = (row: IndexDocument) => (
  <tr>
    <Cell>
      <a href={href(row.path)}>{row.title}</a> <span class="soft">({fileSize(row.bytes)})</span>
    </Cell>
    <Cell>{row.author}</Cell>
    <Cell>{row.createdAt === null ? '' : plainDate(row.createdAt)}</Cell>
    <Cell>{row.version === null ? '' : String(row.version)}</Cell>
    <Cell>{row.status === null ? '' : exportTexts.index.states[row.status]}</Cell>
  </tr>
)
const Cell = ({ children }: { children: Child }) => <td>{children}</td>

export const indexEnd = '</main></body></html>\n'
