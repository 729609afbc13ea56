import { type RawBuilder, sql } from 'kysely';
import type { Caller } from './authenticate.ts';

/** The person or the key, by one id. */
export const viewerIdOf = (caller: Caller): string => (caller.kind === 'key' ? caller.apiKeyId : caller.userId);

/** Whether a row of this table was begun by the caller: a person, or a key. */
export const begunBy = (caller: Caller, table: string): RawBuilder<boolean> =>
  caller.kind === 'key'
    ? sql`${sql.ref(`${table}.apiKeyId`)} = ${caller.apiKeyId}`
    : sql`${sql.ref(`${table}.createdBy`)} = ${caller.userId}`;

/**
 * Whether a caller sees a conversation of a workspace that they have a role in: the one rule, for every door. It is private to who began
 * it until it is shared with the workspace; no role changes that.
 */
export const conversationSeenBy = (caller: Caller, table = 'conversations'): RawBuilder<boolean> =>
  sql`(${sql.ref(`${table}.visibility`)} = 'workspace' or ${begunBy(caller, table)})`;

/** A file of a message is seen with its conversation, and before it is sent by who attached it. */
export const attachmentSeenBy = (caller: Caller): RawBuilder<boolean> =>
  sql`case when attachments.conversation_id is null then ${begunBy(caller, 'attachments')} else exists (
    select from conversations where conversations.id = attachments.conversation_id
      and conversations.deleted_at is null and ${conversationSeenBy(caller)}) end`;
