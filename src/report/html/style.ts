/** The look of review.html: a document to read, on paper as on screens, light as dark. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fdfcfa;--ink:#1d2228;--soft:#5a636e;--line:#dcdad4;--wash:#f3f1ec;--link:#0b5a8f;--ok:#9db4c6;--failed:#d9822b;--throttled:#8b5fbf;--alert:#b3261e;
--critical:#9b1c1c;--high:#c2410c;--medium:#8a6100;--low:#2f6690;--info:#5a636e;--good:#256b3b;--measure:46rem}
@media (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#e4e2dd;--soft:#a2a9b2;--line:#343a41;--wash:#1e2227;--link:#7cc0f0;--ok:#56728a;--failed:#e59a4c;--throttled:#b08be0;--alert:#ff8a80;
--critical:#ff8f8f;--high:#ffa36b;--medium:#e5bd55;--low:#86bce6;--info:#a2a9b2;--good:#7fcf98}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
.page{max-width:84rem;margin:0 auto;padding:0 1.5rem 5rem}
header{padding:3.5rem 0 1rem;max-width:var(--measure)}
h1,h2,h3,summary{font-family:Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Noto Serif",serif;line-height:1.25}
h1{font-size:2.5rem;margin:0;letter-spacing:-.015em}
header p{color:var(--soft);margin:.5rem 0 0}
h2{font-size:1.65rem;margin:3.5rem 0 1rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1.2rem;margin:2rem 0 .6rem}
p,ul,ol{max-width:var(--measure);margin:.6rem 0}
ul,ol{padding-left:1.4rem}li{margin:.2rem 0}li::marker{color:var(--soft)}
code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.84em}
code{background:var(--wash);border-radius:3px;padding:.08em .3em}
pre{background:var(--wash);border-left:3px solid var(--line);padding:.7rem .9rem;margin:.4rem 0 1rem;white-space:pre-wrap;line-height:1.5}
pre code{background:none;padding:0;font-size:1em}
nav{font-size:.92rem}nav ol{list-style:none;padding:0;margin:0}nav li{margin:.35rem 0}nav a{text-decoration:none;color:var(--soft)}nav a:hover{color:var(--link);text-decoration:underline}
nav b{color:var(--ink);font-weight:600}
@media (min-width:72rem){.page{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:0 4rem}nav{position:sticky;top:0;align-self:start;padding-top:4rem;max-height:100vh;overflow:auto}}
@media (max-width:71.99rem){nav ol{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}nav{padding-top:1rem}}
#verdict>h2{border:0;padding-top:0;margin-top:1.5rem}
#verdict>ul:first-of-type{list-style:none;padding:1rem 1.3rem;border-left:5px solid var(--verdict);background:var(--wash);border-radius:0 6px 6px 0;font-size:1.1rem}
#verdict>ul:first-of-type li{margin:.45rem 0}#verdict>ul:first-of-type li:first-child{font-weight:650}
.page.critical{--verdict:var(--critical)}.page.high{--verdict:var(--high)}.page.medium{--verdict:var(--medium)}.page.low,.page.info,.page.none{--verdict:var(--good)}
.wide{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.92rem;line-height:1.45;width:100%}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line);min-width:5.5rem;overflow-wrap:break-word}
td code{overflow-wrap:anywhere}
#timeline td:first-child{white-space:nowrap}
th{font-weight:600;color:var(--soft);font-size:.85rem;white-space:nowrap}
td:last-child,th:last-child{padding-right:0}
.number{text-align:right;font-variant-numeric:tabular-nums;min-width:0;white-space:nowrap}
.state{font-weight:650;white-space:nowrap;color:var(--soft)}
.state.critical,.state.bad{color:var(--critical)}.state.high{color:var(--high)}.state.medium,.state.warn{color:var(--medium)}.state.low{color:var(--low)}.state.good{color:var(--good)}
.finding{border:1px solid var(--line);border-top:4px solid var(--edge);border-radius:6px;padding:.4rem 1.4rem 1rem;margin:1.5rem 0}
.finding.critical{--edge:var(--critical)}.finding.high{--edge:var(--high)}.finding.medium{--edge:var(--medium)}.finding.low{--edge:var(--low)}.finding.info{--edge:var(--info)}
.finding:target{box-shadow:0 0 0 3px var(--link)}
.finding h3{margin-top:.9rem;font-size:1.25rem}.finding h3 .state{font:650 .8rem/1 system-ui,sans-serif;border:1px solid currentColor;border-radius:99px;padding:.2em .7em;vertical-align:.2em}
.finding h3 .id{color:var(--soft);font-variant-numeric:tabular-nums}
.finding>ul:first-of-type{list-style:none;padding:0;font-size:.95rem;color:var(--soft)}
details{margin:.8rem 0;border-top:1px solid var(--line);padding-top:.6rem}summary{cursor:pointer;font-size:1.02rem;font-weight:600}
.folded{padding:.2rem 0 .2rem 1.1rem}
.filter{display:flex;flex-wrap:wrap;gap:.8rem 1.6rem;align-items:center;background:var(--wash);border-radius:6px;padding:.7rem 1.1rem;font-size:.92rem;margin:1rem 0}
.filter[hidden],.finding[hidden]{display:none}
.filter fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.3rem .9rem;align-items:center}.filter legend{float:left;margin-right:.9rem;color:var(--soft)}
.filter select{font:inherit;max-width:16rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:.15rem .4rem}.filter output{margin-left:auto;color:var(--soft)}
.chart{margin:1.8rem 0}.chart h3{margin:0 0 .4rem;font-size:1.05rem}.chart svg{width:100%;height:auto;display:block;font:12px system-ui,sans-serif}
figcaption{color:var(--soft);font-size:.88rem;margin-top:.3rem}
footer{color:var(--soft);font-size:.88rem;margin-top:3rem}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--wash:#f5f5f5}body{font-size:10pt}.page{display:block;padding:0;max-width:none}nav,.filter,.skip{display:none}header{padding-top:0}
h2,h3{break-after:avoid}tr,pre,.chart{break-inside:avoid}.wide{overflow:visible}a{color:inherit;text-decoration:none}details::details-content{content-visibility:visible;block-size:auto}}
`;
