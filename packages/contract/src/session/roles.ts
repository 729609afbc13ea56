/** From weak to strong; a role may do what every weaker one may. Analysts run work and chat, editors also change knowledge, owners also change people and keys. */
export const roles = ['viewer', 'analyst', 'editor', 'owner'] as const;
export type Role = (typeof roles)[number];
export const roleAtLeast = (has: Role, needs: Role): boolean => roles.indexOf(has) >= roles.indexOf(needs);
