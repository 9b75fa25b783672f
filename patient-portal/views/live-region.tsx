import { browserScripts } from '../assets/browser-scripts.js'
import { liveTexts } from '../reading/reading-texts.js'

/** The page that asks for its news: its own address, and what it shows already. */
export interface LivePage {
  readonly path: string
  readonly mark: string
}

/** Empty until news come (browser/live.ts); without scripts it stays so. */
export const LiveRegion = ({ live }: { live: LivePage }) => (
  <>
    <div class="live" role="status" data-live={`/echanges/suivi?vu=${live.mark}`}>
      <p class="notice" hidden>
        {liveTexts.news} <a href={live.path}>{liveTexts.refresh}</a>
      </p>
    </div>
    <script type="module" src={browserScripts.live.path} />
  </>
)
