import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type Role, roles } from '@millrace/contract/session/roles';
import { translate } from '../language/language.ts';

const words: Record<Role, { label: MessageDescriptor; may: MessageDescriptor }> = {
  viewer: { label: msg`Viewer`, may: msg`Can read sources and shared chats` },
  analyst: { label: msg`Analyst`, may: msg`Can read and ask questions` },
  editor: { label: msg`Editor`, may: msg`Can read, ask questions, and add and remove sources` },
  owner: { label: msg`Owner`, may: msg`Can do everything, including managing members, API keys and the workspace` },
};

export const roleLabel = (role: Role): string => translate(words[role].label);
/** What the role may do. */
export const roleMay = (role: Role): string => translate(words[role].may);

/** The options of a role picker, from the fewest permissions to the most. */
export const roleOptions = (): { value: Role; label: string }[] =>
  roles.map((value) => ({ value, label: roleLabel(value) }));
