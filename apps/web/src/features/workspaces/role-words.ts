import type { Role } from '@millrace/contract/session/session';

/** What each role may do, in the words of the settings. */
export const roleWords: Record<Role, { label: string; may: string }> = {
  viewer: { label: 'Viewer', may: 'Reads sources and chats' },
  analyst: { label: 'Analyst', may: 'Also asks questions' },
  editor: { label: 'Editor', may: 'Also adds and removes sources' },
  owner: { label: 'Owner', may: 'Also manages people, keys and the workspace' },
};

/** The choice of a role in forms, from weak to strong. */
export const roleOptions = (['viewer', 'analyst', 'editor', 'owner'] as const).map((role) => ({
  value: role,
  label: roleWords[role].label,
}));
