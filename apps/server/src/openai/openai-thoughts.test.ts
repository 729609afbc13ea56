import { describe, expect, it } from 'vitest';
import { openV1 } from '../../test/v1-app.ts';

const messages = [{ role: 'user', content: 'When is the sluice opened?' }];
const text = 'The sluice is opened at noon [1].';

describe('the thoughts of a model are no part of its answer', () => {
  it.each(['think-tags', 'think-split', 'think-open-missing', 'open-missing-in-lines', 'field-reasoning'])(
    'in one piece: %s',
    async (shape) => {
      const { http, complete } = await openV1({ model: `scripted:shape=${shape}` });
      await using _ = http;
      const { status, body } = await complete({ messages });
      expect([status, body.choices[0]?.message.content]).toEqual([200, text]);
    },
  );

  it.each(['think-split', 'think-open-missing', 'open-missing-in-lines'])('in a stream: %s', async (shape) => {
    const { http, send } = await openV1({ model: `scripted:shape=${shape},ttft=300` });
    await using _ = http;
    const streamed = async () => {
      const answer = await send('/v1/chat/completions', { model: 'millrace', messages, stream: true });
      const events = answer.text.split('\n\n').filter((event) => event.startsWith('data: {'));
      const chunks = events.map(
        (event) => JSON.parse(event.slice(6)) as { choices: { delta?: { content?: string } }[] },
      );
      return chunks.map(({ choices }) => choices[0]?.delta?.content ?? '').join('');
    };
    // what was sent before the model showed that it was a thought cannot be taken back, and is marked as one
    expect((await streamed()).replace(/^I ponder[^<]*<\/think>\n\n/, '')).toBe(text);
    // from then on it is known
    expect(await streamed()).toBe(text);
  });

  it('nor of what it is sent again', async () => {
    const { http, complete, prompt } = await openV1({ model: 'scripted:tokens=2' });
    await using _ = http;
    const before = [...messages, { role: 'assistant', content: `<think>A secret thought</think>\n\n${text}` }];
    await complete({ messages: [...before, { role: 'user', content: 'And on Sundays?' }] });
    expect(prompt().filter(({ role }) => role === 'assistant')).toEqual([{ role: 'assistant', content: text }]);
  });
});
