import { expect, test } from 'vitest';
import { endings } from './endings.ts';
import { handlers } from './handlers.ts';

test('a run ends the same way whoever ends it', () => {
  expect(Object.keys(endings)).toEqual(Object.keys(handlers));
  for (const [name, { definition, onEnd }] of Object.entries(handlers)) {
    expect({ name, definition, onEnd }).toEqual({
      name,
      definition: endings[name as keyof typeof endings].definition,
      onEnd: endings[name as keyof typeof endings].onEnd,
    });
  }
});
