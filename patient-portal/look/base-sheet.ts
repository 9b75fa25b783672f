/** Letters, headings, links, the focus, and the few words that every page uses. */
export const baseSheet = `
*,*::before,*::after{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding:1rem}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;font-family:var(--plain);
overflow-wrap:anywhere;display:flex;flex-direction:column;min-height:100vh;min-height:100dvh}
h1,h2,h3,h4,.brand{font-family:var(--letter);line-height:1.25;margin:0;font-weight:600}
h1{font-size:var(--t-title);text-wrap:balance;letter-spacing:-.005em}
h2{font-size:var(--t-bigger);text-wrap:balance}h3{font-size:var(--t-big)}h4{font-size:1rem}
p{margin:var(--s2) 0}ul,ol{margin:0;padding:0;list-style:none}
a{color:var(--green);text-underline-offset:.18em;text-decoration-thickness:.08em}
a:hover{text-decoration-thickness:.16em}
:focus-visible{outline:3px solid var(--clay);outline-offset:2px}
a:focus-visible,summary:focus-visible{border-radius:4px}
main{width:100%;max-width:var(--width);margin:0 auto;padding:var(--s5) var(--s4) var(--s7);flex:1}
main:focus,.refusal:focus{outline:none}
main>h2,main>section:not(.card,.closed,.refusal,.reply,.message)>h2{margin:var(--s6) 0 var(--s2)}
.narrow{max-width:28rem;margin:var(--s5) auto}
.lead{color:var(--soft);margin:var(--s1) 0 var(--s5);font-size:1.03rem;text-wrap:pretty}
.small{font-size:var(--t-small);color:var(--soft)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:-100vw;top:0;background:var(--card);padding:.75rem 1rem;
z-index:2}
.skip:focus{inset-inline-start:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:var(--rounder);
padding:var(--s4) 1.1rem;box-shadow:var(--shade)}
main>.card,.narrow>.card{margin-block:var(--s4)}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
.back{margin:0 0 var(--s2)}
.back a{display:inline-flex;align-items:center;gap:.35em;min-height:var(--touch)}
.back a::before{content:"←"/""}
.empty{text-align:center;text-wrap:balance;padding:var(--s6) var(--s4);margin-top:var(--s4)}
.plain{list-style:disc;padding-inline-start:1.2rem;margin:.4rem 0}
iframe{display:block;width:100%;border:1px solid var(--line);border-radius:var(--round);
background:var(--card)}
@media (prefers-reduced-motion:no-preference){a,button,summary,input,textarea,select{
transition:background-color .15s,border-color .15s,color .15s}}
`
