import type { FileView } from '@millrace/contract/files/files';
import type { Generated } from 'kysely';
import type { DefaultTime, Nullable, NullableJson, NullableTime } from './column-types.ts';

/** Files of workspaces, and those that are on their way. */
export interface FileTables {
  files: {
    id: Generated<string>;
    workspaceId: string;
    sha256: string;
    size: number;
    mediaType: string;
    name: string;
    /** What is shown in its place. */
    shown: NullableJson<Omit<FileView, 'id'>>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
    /** Nobody wants it any more, and it will be purged. */
    droppedAt: NullableTime;
  };
  uploads: {
    id: Generated<string>;
    workspaceId: string;
    createdBy: Nullable<string>;
    name: string;
    size: number;
    modifiedAt: NullableTime;
    received: Generated<number>;
    fileId: Nullable<string>;
    createdAt: DefaultTime;
    updatedAt: DefaultTime;
  };
}
