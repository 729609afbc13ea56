/** A small seeded generator (mulberry32): the same site in every run, on every machine. */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables =
  'ba be bi bo bra ca ce clo da de di do dra el en er fa fi flo ga ge gra ha he hi in is ka ke la le li lo ma me mi mo na ne no or pa pe pla ra re ri ro sa se sha sta ta te ti to tra un va ve vi wa we wi'.split(
    ' ',
  );
const small = 'the of and to in is that it for with as on by this are be from at or an which has was not'.split(' ');

/** Words as frequent as words are: a few very often, most seldom. */
function vocabulary(random: () => number): string[] {
  const pick = () => syllables[Math.floor(random() * syllables.length)] ?? 'ba';
  return Array.from({ length: 6_000 }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, pick).join(''));
}
const words = vocabulary(seeded(7));

function sentence(random: () => number): string {
  const length = 8 + Math.floor(random() * 16);
  const said = Array.from({ length }, () =>
    random() < 0.42
      ? (small[Math.floor(random() * small.length)] ?? 'the')
      : (words[Math.floor(random() ** 2.5 * words.length)] ?? 'word'),
  ).join(' ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** As a handbook on the web looks: head, menu, trail, article with headings, a table, code and a list, related pages, footer. */
export function sitePage(n: number, pages: number): string {
  const random = seeded(n + 1);
  const title = sentence(random).slice(0, 60).replace('.', '');
  const paragraph = () => `<p>${times(3 + Math.floor(random() * 4), () => sentence(random)).join(' ')}</p>`;
  const related = times(12, () => Math.floor(random() * pages)).map((to) => link(to, sentence(random).slice(0, 40)));
  const children = times(10, (i) => n * 10 + i + 1).filter((to) => to < pages);
  const section = (i: number) =>
    `<section id="s${i}"><h2>${sentence(random).slice(0, 50)} <a class="anchor" href="#s${i}">#</a></h2>${paragraph()}${paragraph()}${i % 3 === 1 ? table(random) : ''}${i % 3 === 2 ? code(random) : ''}</section>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} · Handbook</title>
<meta name="description" content="${sentence(random)}"><link rel="stylesheet" href="/style.css"><link rel="canonical" href="${pathOf(n)}">
<script>window.dataLayer=[];function track(){dataLayer.push(arguments)}</script><style>${times(30, (i) => `.c${i}{margin:${i}px;color:#${i}${i}0}`).join('')}</style></head>
<body class="page"><header class="top"><a href="/">Handbook</a><nav><ul>${times(24, (i) => `<li class="item"><a class="nav-link" href="${pathOf(i % pages)}">${words[i]}</a></li>`).join('')}</ul></nav></header>
<div class="layout"><aside class="side"><ul>${children.map((to) => `<li>${link(to, `Part ${to}`)}</li>`).join('')}</ul></aside>
<main><article><nav class="trail"><a href="/">Home</a> › ${link(Math.max(0, Math.floor((n - 1) / 10)), 'Up')}</nav><h1>${title}</h1>
<p class="byline">By <a href="/">The editors</a>, <time datetime="2026-03-${String(1 + (n % 28)).padStart(2, '0')}">March</time></p>
${times(7, section).join('\n')}<ul>${times(6, () => `<li>${sentence(random)}</li>`).join('')}</ul></article>
<div class="related"><h2>Related</h2><ul>${related.map((item) => `<li>${item}</li>`).join('')}</ul></div></main></div>
<footer><div class="columns">${times(20, (i) => `<a href="${pathOf((i * 3) % pages)}">${words[i + 50]}</a>`).join('')}</div><p>Made by the millers.</p></footer></body></html>`;
}

const pathOf = (n: number): string => (n === 0 ? '/' : `/part-${n % 100}/page-${n}.html`);
const link = (to: number, text: string): string => `<a href="${pathOf(to)}">${text}</a>`;
const table = (random: () => number): string =>
  `<table><thead><tr><th>Name</th><th>Meaning</th><th>Since</th></tr></thead><tbody>${times(8, (i) => `<tr><td>${words[i * 7]}</td><td>${sentence(random)}</td><td>${1990 + i}</td></tr>`).join('')}</tbody></table>`;
const code = (random: () => number): string =>
  `<pre><code>${times(6, () => `${words[Math.floor(random() * 500)]}(${Math.floor(random() * 99)});`).join('\n')}</code></pre>`;

/** The page of a path of this site. */
export function numberOf(path: string): number | undefined {
  if (path === '/') return 0;
  const n = Number(/^\/part-\d+\/page-(\d+)\.html$/.exec(path)?.[1] ?? Number.NaN);
  return Number.isNaN(n) ? undefined : n;
}
