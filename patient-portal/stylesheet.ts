import { recordSheet } from './record/record-stylesheet.js'

/**
 * The portal's own look: paper and ink, one deep green, one clay mark for news. Phone first,
 * light and dark, no font or image from elsewhere. It is text in a module so that the compiler
 * carries it into `dist` with the rest. Contrast: every pair of text and ground below is at least
 * 4.5:1, marks and borders of fields 3:1 (WCAG 2.2 AA).
 */
const palette = `
:root{color-scheme:light dark;
--plain:Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif;
--paper:#faf6ef;--card:#fffdf9;--ink:#26211c;--soft:#5d544a;--line:#ddd3c4;--field:#8a7d6d;
--green:#17564f;--green-ink:#fffdf9;--green-tint:#e6efeb;--clay:#9a3f1c;--clay-tint:#fbeadf;
--red:#a11d24;--red-tint:#fbe9e7;--amber-tint:#fbf0d4;--amber-line:#b98a1e}
@media (prefers-color-scheme:dark){:root{
--paper:#1b1916;--card:#25221e;--ink:#f1eae0;--soft:#bdb2a3;--line:#423c34;--field:#8f8474;
--green:#8fd0c4;--green-ink:#12241f;--green-tint:#213430;--clay:#f2ab83;--clay-tint:#3d291e;
--red:#ffb1ab;--red-tint:#412321;--amber-tint:#373019;--amber-line:#c39a3a}}
`

const base = `
*,*::before,*::after{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;
font-family:var(--plain);
overflow-wrap:anywhere;display:flex;flex-direction:column;min-height:100vh}
h1,h2,h3,h4,.brand{font-family:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;
line-height:1.25;margin:0;font-weight:600}
h1{font-size:1.65rem;text-wrap:balance}h2{font-size:1.25rem}h3{font-size:1.1rem}h4{font-size:1rem}
p{margin:.5rem 0}ul{margin:0;padding:0;list-style:none}
a{color:var(--green);text-underline-offset:.18em;text-decoration-thickness:.08em}
a:hover{text-decoration-thickness:.16em}
:focus-visible{outline:3px solid var(--clay);outline-offset:2px}
a:focus-visible,summary:focus-visible{border-radius:4px}
main{width:100%;max-width:46rem;margin:0 auto;padding:1.25rem 1rem 3rem;flex:1}
main:focus,.refusal:focus{outline:none}
.narrow{max-width:28rem;margin:1.5rem auto}
.lead{color:var(--soft);margin:.35rem 0 1.25rem}
.small{font-size:.9rem;color:var(--soft)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-100vw;top:0;background:var(--card);padding:.75rem 1rem;z-index:2}
.skip:focus{left:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem}
`

const frame = `
.development{margin:0;padding:.25rem 1rem;color:var(--clay);font-size:.8rem;text-align:center;
border-bottom:1px solid var(--line)}
.site-header{background:var(--card)}
.site-header::after{content:"";display:block;height:4px;background:repeating-linear-gradient(
-55deg,var(--green) 0 18px,var(--card) 18px 24px,var(--clay) 24px 42px,var(--card) 42px 48px)}
.bar{display:flex;flex-wrap:wrap;gap:0 1.5rem;align-items:center;justify-content:space-between;
max-width:46rem;margin:0 auto;padding:.4rem 1rem}
.brand{margin:0;font-size:1.1rem}
.brand a{display:flex;gap:.6rem;align-items:center;color:var(--ink);text-decoration:none;
min-height:2.75rem}
.brand a:hover{text-decoration:underline}
.account{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:center}
.account p{margin:0;font-size:.9rem;color:var(--soft)}
@media (max-width:38rem){.account{flex:1 1 auto;justify-content:space-between}}
.site-footer{padding:1.25rem 1rem;border-top:1px solid var(--line);color:var(--soft);
font-size:.9rem;text-align:center}
.site-footer p{margin:.15rem auto;max-width:46rem}
.emergency{background:var(--amber-tint)}
.emergency p{max-width:46rem;margin:0 auto;padding:.45rem 1rem;font-size:.875rem;line-height:1.45}
.notice,.refusal,.closed{border-radius:10px;padding:.8rem 1rem;margin:1rem 0;
border:1px solid var(--line);border-left:5px solid var(--green);background:var(--green-tint)}
.refusal{border-left-color:var(--red);background:var(--red-tint)}
.closed{border-left-color:var(--amber-line);background:var(--amber-tint)}
.refusal h2,.closed h2{font-size:1.1rem}
.refusal a{color:var(--red)}
.refusal ul{margin:.5rem 0}
.field-error{color:var(--red);font-size:.92rem;font-weight:600;margin:.25rem 0}
.warning{background:var(--amber-tint);border-left:4px solid var(--amber-line);border-radius:6px;
padding:.35rem .7rem;font-size:.9rem;margin:.3rem 0}
`

const forms = `
.stacked{display:flex;flex-direction:column;gap:1.1rem}
.field label,.choice label{font-weight:600}
.field p{margin:.1rem 0 .3rem}
input[type=text],input[type=password],textarea{display:block;width:100%;font:inherit;
color:inherit;background:var(--paper);border:2px solid var(--field);border-radius:8px;
padding:.6rem .7rem;margin-top:.3rem;min-height:2.9rem}
textarea{resize:vertical;line-height:1.5}
[aria-invalid=true]{border-color:var(--red)!important}
input[type=file]{font:inherit;max-width:100%;padding:.3rem 0;min-height:2.75rem}
::file-selector-button{font:inherit;font-weight:600;cursor:pointer;background:none;
color:var(--green);border:2px solid var(--green);border-radius:8px;padding:.4rem .9rem;
margin-inline-end:.8rem}
::file-selector-button:hover{background:var(--green-tint)}
.choice{display:flex;gap:.6rem;align-items:flex-start}
input[type=checkbox]{width:1.4rem;height:1.4rem;margin:.1rem 0 0;flex:none;
accent-color:var(--green)}
button{font:inherit;cursor:pointer;border-radius:8px;min-height:2.75rem;padding:.5rem 1.1rem}
.primary{background:var(--green);color:var(--green-ink);border:2px solid var(--green);
font-weight:600;align-self:flex-start}
a.primary{display:inline-block;margin-top:.5rem;text-decoration:none;
border-radius:8px;padding:.5rem 1.1rem}
.primary:hover{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.quiet{background:none;border:0;color:var(--green);text-decoration:underline;padding:.5rem 0;
text-underline-offset:.18em}
.hints{margin-top:1rem}.hints li{padding:.25rem 0}.hints span{color:var(--soft)}
summary{cursor:pointer;min-height:2rem;padding:.2rem 0}
summary::marker{color:var(--green)}
@media (max-width:30rem){.primary{align-self:stretch}}
`

const list = `
.exchanges{display:flex;flex-direction:column;gap:.75rem}
.exchange{position:relative;background:var(--card);border:1px solid var(--line);
border-radius:12px;padding:.9rem 1rem;display:grid;grid-template-columns:1fr auto;gap:0 .75rem}
.exchange:hover{border-color:var(--field)}
.exchange p{margin:.1rem 0}
.exchange h2{font-size:1.1rem;font-weight:500}
.exchange h2 a{color:var(--ink);text-decoration:none}
.exchange h2 a::after{content:"";position:absolute;inset:0;border-radius:12px}
.exchange h2 a:focus-visible{outline:none}
.exchange:has(h2 a:focus-visible){outline:3px solid var(--clay);outline-offset:2px}
.exchange.unread{border-left:5px solid var(--clay)}
.exchange.unread h2,.exchange.unread .subject{font-weight:700}
.entity{color:var(--soft)}
.exchange .date{grid-column:2;grid-row:1;color:var(--soft);font-size:.9rem;white-space:nowrap}
.exchange .entity,.exchange .subject,.exchange .extract,.exchange .marks{grid-column:1/-1}
.exchange .subject{margin-top:.35rem}
.exchange .subject,.extract{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;
overflow:hidden}
.extract{-webkit-line-clamp:1;color:var(--soft);word-break:break-all}
.exchange .marks{margin-top:.5rem}
.marks{display:flex;flex-wrap:wrap;gap:.4rem}
.mark{border:1px solid var(--field);border-radius:99px;padding:.05rem .7rem;font-size:.85rem}
.mark.new{background:var(--clay-tint);border-color:var(--clay);color:var(--clay);font-weight:600}
.empty{text-align:center;text-wrap:balance;padding:2rem 1.2rem;margin-top:1rem}
`

const conversation = `
.back{margin:0 0 .75rem}
.conversation{display:flex;flex-direction:column;gap:1rem;margin-top:1rem}
.message,.reply{background:var(--card);border:1px solid var(--line);border-radius:12px;
padding:1rem}
.message.sent{background:var(--green-tint)}
.message header{display:grid;grid-template-columns:1fr auto;gap:0 .75rem;align-items:start}
.message header p{margin:.1rem 0;grid-column:1/-1}
.message header .marks{grid-column:2;grid-row:1}
.message .date{color:var(--soft);font-size:.9rem;font-weight:400;font-family:var(--plain)}
.message header .subject{font-weight:600;margin-top:.5rem}
.folded{padding:.6rem 1rem}
.folded h3{display:inline-flex;flex-wrap:wrap;gap:0 .6rem;font-size:1rem;vertical-align:top;
max-width:calc(100% - 1.5rem)}
.folded .subject{flex-basis:100%;font-weight:400;font-family:var(--plain);line-height:1.4}
.folded .date{line-height:1.5}
.body{margin:.75rem 0}
.words{white-space:pre-wrap;margin:.5rem 0}
.quoted{border-left:3px solid var(--line);padding-left:.8rem;margin:.5rem 0;color:var(--soft)}
blockquote{margin:0}
.quoted summary,.formatted summary{color:var(--green)}
.formatted iframe{display:block;width:100%;height:26rem;max-height:75vh;
border:1px solid var(--line);border-radius:8px;background:var(--card);resize:vertical}
.attachments{border-top:1px solid var(--line);padding-top:.75rem;margin-top:.75rem}
.attachments li{padding:.5rem 0}
.attachments li+li{border-top:1px dashed var(--line)}
.attachments a{font-weight:600;display:inline-block;padding:.1rem 0}
.attachments .small{margin:0}
.attachments .small::first-letter{text-transform:uppercase}
.attachments li:last-child{padding-bottom:0}
.reply{border-color:var(--green)}
.conversation .closed{margin:0}
.reply form{margin-top:1rem}
.paging{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;margin-top:1.25rem}
@media (prefers-reduced-motion:no-preference){a,button{transition:background-color .15s}}
@media print{.site-header .account,.emergency,.reply,.paging,.back,.skip,.development{display:none}
body{background:#fff;color:#000}.message{break-inside:avoid;border-color:#999}}
@media (forced-colors:active){.exchange.unread{border-left-style:double}}
`

const tidy = (css: string): string => css.replace(/\n+/g, '\n').trim()

const sheets = [palette, base, frame, forms, list, conversation, recordSheet]

export const stylesheet = `${sheets.map(tidy).join('\n')}\n`
