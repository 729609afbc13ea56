import type { Role } from '@millrace/contract/session/session';
import type { Generated } from 'kysely';
import type { DefaultTime, Json, Nullable, NullableTime, Time } from './column-types.ts';

/** Accounts, workspaces and who may do what in them. */
export interface PeopleTables {
  users: {
    id: Generated<string>;
    email: string;
    name: string;
    passwordHash: string;
    isAdmin: Generated<boolean>;
    /** Of the pages; null: as the browser has it. */
    locale: Nullable<string>;
    timeZone: Nullable<string>;
    createdAt: DefaultTime;
    /** Nobody can sign in since then. */
    deactivatedAt: NullableTime;
  };
  sessions: {
    id: Generated<string>;
    userId: string;
    tokenHash: Buffer;
    userAgent: Generated<string>;
    createdAt: DefaultTime;
    lastSeenAt: DefaultTime;
    /** When its password was last typed. */
    confirmedAt: DefaultTime;
    expiresAt: Time;
  };
  passwordResets: { userId: string; tokenHash: Buffer; madeBy: string | null; createdAt: Time; expiresAt: Time };
  emailChanges: { userId: string; email: string; tokenHash: Buffer; expiresAt: Time };
  auditEvents: {
    id: Generated<string>;
    at: Time;
    /** The path of the procedure. */
    action: string;
    /** `ok`, or the reason of the refusal. */
    outcome: string;
    workspaceId: string | null;
    userId: string | null;
    apiKeyId: string | null;
    subject: Json<Record<string, unknown>>;
    requestId: string;
  };
  throttles: { key: string; hits: number; resetsAt: Time };
  workspaces: {
    id: Generated<string>;
    name: string;
    description: Generated<string>;
    instructions: Nullable<string>;
    /** Where its day begins: an IANA name. */
    timeZone: Generated<string>;
    createdAt: DefaultTime;
    deletedAt: NullableTime;
  };
  members: { workspaceId: string; userId: string; role: Role; createdAt: DefaultTime };
  invitations: {
    id: Generated<string>;
    workspaceId: string;
    email: string;
    role: Role;
    tokenHash: Buffer;
    invitedBy: string | null;
    createdAt: DefaultTime;
    expiresAt: Time;
    acceptedAt: NullableTime;
  };
  apiKeys: {
    id: Generated<string>;
    workspaceId: string;
    name: string;
    prefix: string;
    keyHash: Buffer;
    role: Role;
    createdBy: string | null;
    createdAt: DefaultTime;
    expiresAt: NullableTime;
    lastUsedAt: NullableTime;
    revokedAt: NullableTime;
  };
}
