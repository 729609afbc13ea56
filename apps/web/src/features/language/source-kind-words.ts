import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import { translate } from './language.ts';

/** By the value of the kind. Kinds that are named after a format keep its name. */
const words: Record<string, MessageDescriptor> = {
  table: msg`Table`,
  'web-page': msg`Web page`,
  'text-file': msg`Text file`,
  mail: msg`Mail`,
  picture: msg`Picture`,
  recording: msg`Recording`,
  text: msg`Text`,
  site: msg`Website`,
  urls: msg`List of URLs`,
};

/** The kinds of sources as options of a control, in the order of the contract. */
export const sourceKindOptions = (): { value: string; label: string }[] =>
  sourceKinds.map(({ value, label }) => {
    const word = words[value];
    return { value, label: word === undefined ? label : translate(word) };
  });
