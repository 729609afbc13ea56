import { expect, test } from 'vitest';
import { extractPage } from '../../pages/extract-page.ts';
import { mailBody } from '../mail/mail-body.ts';
import { mainText } from './read-html.ts';

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Fees</title></head><body>${body}</body></html>`;
const prose = 'The harbour office collects the fees for berths, for the slipway and for the crane at the north quay. ';

test('the options of a select and the words of a button are text', () => {
  const text = mainText(
    '<html><body><h1>Fees</h1><p>Choose your size below to see the price of a berth.</p><form><label>Size</label><select><option>Small boat 40 crowns</option><option>Large boat 90 crowns</option></select><button>Weekend surcharge is 15 crowns</button></form></body></html>',
  );
  expect(text).toContain('Choose your size below to see the price of a berth.');
  expect(text).toMatch(/Size\n+- Small boat 40 crowns\n+- Large boat 90 crowns\n+Weekend surcharge is 15 crowns$/);
});

test.each([
  ['without a form', (controls: string) => controls],
  ['in a form after a long article', (controls: string) => `<form action="/pay">${controls}</form>`],
  ['beside the article', (controls: string) => `<div class="sidebar"><form>${controls}</form></div>`],
])('controls %s keep their words', (_, around) => {
  const controls =
    '<select><optgroup label="Ferries"><option>Crossing 7 crowns</option></optgroup></select><button type="button"><b>Bicycle</b> 3 crowns</button><input type="submit" value="Pay 21 crowns"><input readonly value="Deposit 5 crowns">';
  const text = mainText(
    page(`<article><h1>Fees</h1>${`<p>${prose.repeat(4)}</p>`.repeat(6)}</article>${around(controls)}`),
  );
  for (const word of ['Ferries', 'Crossing 7 crowns', 'Bicycle 3 crowns', 'Pay 21 crowns', 'Deposit 5 crowns'])
    expect(text).toContain(word);
  expect(text).toContain(prose.trim());
});

test('a question that is a button stays in its heading', () => {
  const text = mainText(page('<h2><button aria-expanded="false">When is the slipway open?</button></h2><p>Daily.</p>'));
  expect(text).toBe('## When is the slipway open?\n\nDaily.');
});

test('commands, passwords and what is hidden are no text', () => {
  const text = mainText(
    page(
      `<p>${prose}</p><form><input name="q"><button>Search</button><input type="hidden" value="viewstate1"><input type="password" value="secret1"><select hidden><option>ghost</option></select></form>`,
    ),
  );
  expect(text).toBe(prose.trim());
});

test('a page that lies in one form is read like any other', () => {
  const table =
    '<div id="content"><table><tr><td>Opening: north gate 8 to 12</td></tr><tr><td>south gate 9 to 13</td></tr></table></div>';
  const short = extractPage(
    page(
      `<form method="post" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x"><a href="/p.aspx">p</a>${table}</form>`,
    ),
    'https://example.org/',
  );
  expect(short.text).toContain('north gate 8 to 12');
  expect(short.text).toContain('south gate 9 to 13');
  expect(short.links).toEqual(['https://example.org/p.aspx']);
  const long = extractPage(
    page(
      `<form id="form1"><div id="menu"><a href="/a">A</a></div><div id="body">${`<p>${prose.repeat(3)}</p>`.repeat(5)}${table}</div></form>`,
    ),
    'https://example.org/',
  );
  expect(long.text).toContain(prose.trim());
});

test('labels, legends and fields are apart', () => {
  const text = mainText(
    page(
      '<form><fieldset><legend>Opening hours</legend><label>Monday</label><span>8 to 12</span><label>Tuesday</label><span>9 to 13</span><textarea>Closed in June</textarea></fieldset></form>',
    ),
  );
  expect(text).toMatch(/^Opening hours\n+Monday 8 to 12\nTuesday 9 to 13\n+Closed in June$/);
});

test('a form in a mail is text too', () => {
  const html = '<p>Choose a berth:</p><form><select><option>North quay 40 crowns</option></select></form>';
  expect(mailBody('', html).text).toMatch(/^Choose a berth:\n+- North quay 40 crowns$/);
});
