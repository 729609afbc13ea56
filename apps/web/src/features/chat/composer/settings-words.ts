import { plural, t } from '@lingui/core/macro';
import type { ConversationSettings } from '@millrace/contract/chat/chat';
import { formatDay, formatNumber } from '../../language/format.ts';

/** One setting as a chip shows it, and the settings that remain when it is removed. */
export type ChosenThing = { key: string; text: string; rest: ConversationSettings };

/** The settings of a conversation in the order of the form. `titleOf` knows the sources that still exist. */
export function chosenThings(
  choices: ConversationSettings,
  titleOf: (sourceId: string) => string | undefined,
): ChosenThing[] {
  const { model, temperature, scope = {} } = choices;
  const { sourceIds = [], tags = [], after, before } = scope;
  const count = sourceIds.length;
  const things: ChosenThing[] = [];
  if (model) things.push({ key: 'model', text: model.model, rest: { ...choices, model: undefined } });
  if (temperature !== undefined) {
    const text = t`Temperature ${{ temperature: formatNumber(temperature) }}`;
    things.push({ key: 'temperature', text, rest: { ...choices, temperature: undefined } });
  }
  const without = (part: Partial<typeof scope>) => tidySettings({ ...choices, scope: { ...scope, ...part } });
  if (count > 0) {
    const [first = ''] = sourceIds;
    const text =
      count > 1 ? t`${plural(count, { one: '# source', other: '# sources' })}` : (titleOf(first) ?? t`Deleted source`);
    things.push({ key: 'sources', text, rest: without({ sourceIds: undefined }) });
  }
  for (const tag of tags) {
    things.push({ key: `tag ${tag}`, text: t`Tag ${tag}`, rest: without({ tags: tags.filter((one) => one !== tag) }) });
  }
  if (after)
    things.push({ key: 'after', text: t`From ${{ date: formatDay(after) }}`, rest: without({ after: undefined }) });
  if (before)
    things.push({ key: 'before', text: t`Until ${{ date: formatDay(before) }}`, rest: without({ before: undefined }) });
  return things;
}

/** An empty choice means no scope: an empty list of sources would mean none of them. */
export function tidySettings({ scope = {}, ...choices }: ConversationSettings): ConversationSettings {
  const given = Object.entries(scope).filter(([, value]) => value !== undefined && value !== '' && value.length > 0);
  return given.length === 0 ? choices : { ...choices, scope: Object.fromEntries(given) };
}
