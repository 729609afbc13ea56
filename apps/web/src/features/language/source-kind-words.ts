import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { isOfKind, sourceKinds } from '@millrace/contract/sources/source-kinds';
import { translate } from './language.ts';

/** By the value of the kind. Kinds that are named after a format keep its name. */
const words: Record<string, MessageDescriptor> = {
  document: msg`Document`,
  presentation: msg`Presentation`,
  table: msg`Table`,
  'web-page': msg`Web page`,
  'text-file': msg`Text file`,
  mail: msg`Mail`,
  'zip-archive': msg`ZIP archive`,
  picture: msg`Picture`,
  recording: msg`Recording`,
  text: msg`Text`,
  site: msg`Website`,
  urls: msg`List of URLs`,
};

const labelOf = ({ value, label }: { value: string; label: string }): string => {
  const word = words[value];
  return word === undefined ? label : translate(word);
};

/** The kinds of sources as options of a control, in the order of the contract. */
export const sourceKindOptions = (): { value: string; label: string }[] =>
  sourceKinds.map((kind) => ({ value: kind.value, label: labelOf(kind) }));

/** What people call the kind of a source. `mediaType`: of its file, where it has one. */
export function sourceKindText(source: { kind: string; mediaType: string | undefined }): string {
  const known = sourceKinds.find((kind) => isOfKind(kind, source));
  return known ? labelOf(known) : t`File`;
}
