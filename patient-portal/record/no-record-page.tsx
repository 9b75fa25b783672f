import { type Chrome, Page } from '../views/page.js'
import { recordTexts } from './record-texts.js'

export const NoRecordPage = ({ chrome }: { chrome: Chrome }) => (
  <Page chrome={chrome} title={recordTexts.documents.title}>
    <h1>{recordTexts.documents.title}</h1>
    <div class="card empty">
      <p>
        <strong>{recordTexts.documents.noRecord}</strong>
      </p>
    </div>
  </Page>
)
