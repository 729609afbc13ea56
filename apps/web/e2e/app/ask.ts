import type { MessageView } from '@millrace/contract/chat/chat';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './person.ts';

export type Asked = { conversationId: string; answerId: string; path: string };

/** Asks through the API, where a question can name its model and the model's parameters. */
export async function ask(
  person: Person,
  model: string,
  text = 'Count for me, please',
  conversationId?: string,
): Promise<Asked> {
  const { client, workspaceId } = person;
  const id = conversationId ?? (await client.conversations.create.mutate({ workspaceId })).id;
  const { answerId } = await client.chat.send.mutate({ conversationId: id, text, model });
  return { conversationId: id, answerId, path: `/w/${workspaceId}/chat/${id}` };
}

export async function stored(person: Person, { conversationId, answerId }: Asked): Promise<MessageView> {
  const messages = await person.client.chat.messages.query({ conversationId });
  const answer = messages.find((message) => message.id === answerId);
  if (answer === undefined) throw new Error('The answer is not among the messages');
  return answer;
}

/** Waits until the server has ended the answer. */
export const ended = (person: Person, asked: Asked) =>
  expect.poll(async () => (await stored(person, asked)).status, { timeout: 45_000 }).not.toBe('streaming');

/** What the scripted model says by default. */
export const words = (count: number): string => Array.from({ length: count }, (_, n) => `w${n}`).join(' ');

export const answerOn = (page: Page): Locator => page.getByRole('article', { name: 'Answer' });

/** The prose of a plain answer, without what surrounds it. */
export const proseOf = (page: Page): Locator => answerOn(page).getByRole('paragraph').filter({ hasText: /^w0/ });

/** Waits until word `n` of the counting model is shown. */
export const wordShown = (page: Page, n: number) =>
  expect(proseOf(page)).toHaveText(new RegExp(`\\bw${n}\\b`), { timeout: 30_000 });

/** Pseudorandom numbers that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
