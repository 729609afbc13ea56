import type { ConversationChoices } from '@millrace/contract/chat/chat';

/** One thing that was chosen, as a chip shows it, and what is left when it is taken off. */
export type ChosenThing = { key: string; text: string; rest: ConversationChoices };

/** What is chosen for a conversation, in the order of the form. `titleOf` knows the sources that are still there. */
export function chosenThings(
  choices: ConversationChoices,
  titleOf: (sourceId: string) => string | undefined,
): ChosenThing[] {
  const { model, temperature, scope = {} } = choices;
  const { sourceIds = [], tags = [], after, before } = scope;
  const things: ChosenThing[] = [];
  if (model) things.push({ key: 'model', text: model.model, rest: { ...choices, model: undefined } });
  if (temperature !== undefined) {
    const text = `Temperature ${temperature}`;
    things.push({ key: 'temperature', text, rest: { ...choices, temperature: undefined } });
  }
  const without = (part: Partial<typeof scope>) => tidyChoices({ ...choices, scope: { ...scope, ...part } });
  if (sourceIds.length > 0) {
    const [first = ''] = sourceIds;
    const text = sourceIds.length > 1 ? `${sourceIds.length} sources` : (titleOf(first) ?? 'A source that is gone');
    things.push({ key: 'sources', text, rest: without({ sourceIds: undefined }) });
  }
  for (const tag of tags) {
    things.push({ key: `tag ${tag}`, text: `Tag ${tag}`, rest: without({ tags: tags.filter((one) => one !== tag) }) });
  }
  if (after) things.push({ key: 'after', text: `From ${after}`, rest: without({ after: undefined }) });
  if (before) things.push({ key: 'before', text: `Until ${before}`, rest: without({ before: undefined }) });
  return things;
}

/** Nothing chosen is no scope at all: an empty list of sources would mean none of them. */
export function tidyChoices({ scope = {}, ...choices }: ConversationChoices): ConversationChoices {
  const given = Object.entries(scope).filter(([, value]) => value !== undefined && value !== '' && value.length > 0);
  return given.length === 0 ? choices : { ...choices, scope: Object.fromEntries(given) };
}
