import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type Role, roles } from '@millrace/contract/session/session';
import { translate } from '../language/language.ts';

const words: Record<Role, { label: MessageDescriptor; may: MessageDescriptor }> = {
  viewer: { label: msg`Viewer`, may: msg`Reads sources and chats` },
  analyst: { label: msg`Analyst`, may: msg`Also asks questions` },
  editor: { label: msg`Editor`, may: msg`Also adds and removes sources` },
  owner: { label: msg`Owner`, may: msg`Also manages people, keys and the workspace` },
};

export const roleLabel = (role: Role): string => translate(words[role].label);
/** What the role may do, besides what the one before it may. */
export const roleMay = (role: Role): string => translate(words[role].may);

/** The choice of a role in forms, from weak to strong. */
export const roleOptions = (): { value: Role; label: string }[] =>
  roles.map((value) => ({ value, label: roleLabel(value) }));
