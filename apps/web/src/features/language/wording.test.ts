import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { worded } from '@millrace/contract/wording';
import { afterAll, expect, test } from 'vitest';
import { loadCatalogueIds } from './catalogue-ids.ts';
import { i18n } from './i18n.ts';
import { translateText, translateWording } from './wording.ts';

const english = i18n.messages;
afterAll(() => i18n.loadAndActivate({ locale: 'en', messages: english }));

const pages = '{pages, plural, one {# page} other {# pages}} of {total}';

test('what the server says is shown in English until a catalogue knows it', () => {
  expect(translateWording({ message: pages, values: { pages: 1, total: 1_000 } })).toBe('1 page of 1,000');
  expect(translateText('No catalogue knows this.')).toBe('No catalogue knows this.');
});

test('a catalogue that knows it translates it with its values', async () => {
  await loadCatalogueIds();
  const messages = {
    [generateMessageId(pages)]: [
      ['pages', 'plural', { one: ['#', ' Seite'], other: ['#', ' Seiten'] }],
      ' von ',
      ['total'],
    ],
    [generateMessageId('Finishing…')]: ['Gleich fertig…'],
  };
  i18n.loadAndActivate({ locale: 'de', messages: messages as typeof english });
  expect(translateWording({ message: pages, values: { pages: 2, total: 1_000 } })).toBe('2 Seiten von 1,000');
  expect(translateText(worded('Finishing…').text)).toBe('Gleich fertig…');
});
