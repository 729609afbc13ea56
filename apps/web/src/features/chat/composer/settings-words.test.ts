import type { ConversationSettings } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { chosenThings, tidySettings } from './settings-words.ts';

test('each chip names one setting and removes that alone; a scope without its last part is no scope', () => {
  const choices: ConversationSettings = {
    model: { endpointId: null, model: 'gpt' },
    temperature: 0,
    scope: { sourceIds: ['a'], tags: ['sea', 'bay'], after: '2026-01-01' },
  };
  const things = chosenThings(choices, (id) => (id === 'a' ? 'Handbook' : undefined));
  const texts = ['gpt', 'Temperature 0', 'Handbook', 'Tag sea', 'Tag bay', 'From Jan 1, 2026'];
  expect(things.map(({ text }) => text)).toEqual(texts);
  const rest = (text: string) => things.find((thing) => thing.text === text)?.rest;
  expect(rest('gpt')?.model).toBeUndefined();
  expect(rest('Tag sea')?.scope?.tags).toEqual(['bay']);
  const [one] = chosenThings({ scope: { tags: ['sea'] } }, () => undefined);
  expect(one?.rest).toEqual({});
  expect(tidySettings({ scope: { sourceIds: [], tags: [], after: '' } })).toEqual({});
  const gone = chosenThings({ scope: { sourceIds: ['b'] } }, () => undefined);
  expect(gone.map(({ text }) => text)).toEqual(['Deleted source']);
});
