/** Messages of an exchange, the answer, and clinical documents in their frames. */
export const conversationSheet = `
.conversation{display:flex;flex-direction:column;gap:var(--s3);margin-top:var(--s4)}
.message,.reply{background:var(--card);border:1px solid var(--line);
border-radius:var(--rounder);padding:var(--s4) 1.1rem;box-shadow:var(--shade)}
.message.sent{background:var(--green-tint)}
@media (min-width:44rem){.message.sent{margin-inline-start:var(--s6)}
.message.received{margin-inline-end:var(--s6)}}
.message header{display:grid;grid-template-columns:1fr auto;gap:0 .75rem;align-items:start}
.message header p{margin:.1rem 0;grid-column:1/-1}
.message header .marks{grid-column:2;grid-row:1}
.message .date{color:var(--soft);font-size:var(--t-small);font-weight:400;
font-family:var(--plain)}
.message header .subject{font-weight:600;margin-top:var(--s2)}
.folded{padding:.3rem 1.1rem}
.folded[open]{padding-bottom:var(--s4)}
.folded h3{display:inline-flex;flex-wrap:wrap;gap:0 .6rem;font-size:1rem;vertical-align:top;
max-width:calc(100% - 1.5rem)}
.folded .subject{flex-basis:100%;font-weight:400;font-family:var(--plain);line-height:1.4}
.folded .date{line-height:1.5}
.body{margin:var(--s3) 0}
.words{white-space:pre-wrap;margin:var(--s2) 0;max-width:38rem}
.quoted{border-inline-start:3px solid var(--line);padding-inline-start:.8rem;margin:var(--s2) 0;
color:var(--soft)}
blockquote{margin:0}
.quoted summary,.formatted summary{color:var(--green)}
.formatted iframe{height:min(36rem,80vh);min-height:18rem;resize:vertical}
.attachments{border-top:1px solid var(--line);padding-top:var(--s3);margin-top:var(--s3)}
.attachments li{padding:var(--s2) 0}
.attachments li+li{border-top:1px dashed var(--line)}
.attachments li>a,.all-files a{font-weight:600;display:inline-flex;align-items:center;
min-height:2rem}
.file-acts{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.file-acts a{display:inline-flex;align-items:center;min-height:var(--touch)}
.attachments .small{margin:0}
.attachments .small::first-letter{text-transform:uppercase}
.attachments li:last-child{padding-bottom:0}
.reply{border-color:var(--green);border-top-width:4px}
.reply form{margin-top:var(--s4)}
.delivery{margin:var(--s1) 0}.delivery.failed .mark{border-color:var(--red);color:var(--red);
font-weight:600}
.conversation>:is(.closed,.notice,.refusal){margin:0}
`
