import type { Field } from '@millrace/contract/schemes/field';
import type { Generated } from 'kysely';
import type { Json, Nullable, NullableTime, Time } from './column-types.ts';

/** What people want to know of texts. */
export interface DataTables {
  schemes: {
    id: Generated<string>;
    workspaceId: string;
    /** The newest version. */
    version: Generated<number>;
    createdAt: Time;
    changedAt: Time;
    deletedAt: NullableTime;
  };
  /** Never changed: results refer to them. */
  schemeVersions: {
    schemeId: string;
    version: number;
    name: string;
    description: string;
    instructions: string;
    fields: Json<Field[]>;
    createdBy: Nullable<string>;
    createdAt: Time;
  };
}
