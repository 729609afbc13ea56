import type { Migration } from 'kysely/migration';
import * as createFirstTables from './migrations/0001-create-first-tables.ts';
import * as addPlacesAndReadOptions from './migrations/0002-add-places-and-read-options.ts';
import * as addCrawlFrontier from './migrations/0003-add-crawl-frontier.ts';
import * as addTagsLanguagesAndSwitches from './migrations/0004-add-tags-languages-and-switches.ts';
import * as searchInEveryLanguage from './migrations/0005-search-in-every-language.ts';
import * as keepEarlierVersions from './migrations/0006-keep-earlier-versions.ts';
import * as shareCrawlsBetweenWorkers from './migrations/0007-share-crawls-between-workers.ts';
import * as resumeUploads from './migrations/0008-resume-uploads.ts';
import * as markConversationsOfTools from './migrations/0010-mark-conversations-of-tools.ts';
import * as addPinsAndRatings from './migrations/0011-add-pins-and-ratings.ts';
import * as addWorkspaceInstructions from './migrations/0012-add-workspace-instructions.ts';
import * as indexNearestEmbeddings from './migrations/0013-index-nearest-embeddings.ts';
import * as branchConversations from './migrations/0014-branch-conversations.ts';
import * as addNextMessages from './migrations/0015-add-next-messages.ts';
import * as addModelEndpoints from './migrations/0016-add-model-endpoints.ts';
import * as foldWordsFaster from './migrations/0017-fold-words-faster.ts';
import * as describeAndDeleteWorkspaces from './migrations/0018-describe-and-delete-workspaces.ts';
import * as recordWhoTitled from './migrations/0019-record-who-titled.ts';
import * as takeRunsByTurns from './migrations/0020-take-runs-by-turns.ts';
import * as addAttachments from './migrations/0021-add-attachments.ts';
import * as indexForHousekeeping from './migrations/0022-index-for-housekeeping.ts';
import * as addInstanceRunsAndStepOutputs from './migrations/0023-add-instance-runs-and-step-outputs.ts';
import * as addLanguageAndTimeZone from './migrations/0024-add-language-and-time-zone.ts';
import * as askAddressesAsLinked from './migrations/0025-ask-addresses-as-linked.ts';
import * as addHeadersAndPatienceOfEndpoints from './migrations/0026-add-headers-and-patience-of-endpoints.ts';
import * as indexWrittenForms from './migrations/0027-index-written-forms.ts';
import * as confirmSessions from './migrations/0028-confirm-sessions.ts';
import * as addPasswordResets from './migrations/0029-add-password-resets.ts';
import * as addAuditEvents from './migrations/0030-add-audit-events.ts';
import * as deactivateAccounts from './migrations/0031-deactivate-accounts.ts';
import * as addEmailChanges from './migrations/0032-add-email-changes.ts';
import * as keepConversationsPrivate from './migrations/0033-keep-conversations-private.ts';
import * as bindSealsAndDropFiles from './migrations/0034-bind-seals-and-drop-files.ts';
import * as addSchemes from './migrations/0035-add-schemes.ts';
import * as addClassifications from './migrations/0036-add-classifications.ts';

/**
 * Every migration, in order. Forward only: one that has landed is never edited, and neither is its key, which is the name that
 * databases have recorded. A new one takes the next number, and the name of its file as its key. The keys up to 0022 are older than
 * the names of their files; 0009 was never used.
 */
export const migrations: Record<string, Migration> = {
  '0001-house': createFirstTables,
  '0002-places': addPlacesAndReadOptions,
  '0003-crawl': addCrawlFrontier,
  '0004-choices': addTagsLanguagesAndSwitches,
  '0005-search': searchInEveryLanguage,
  '0006-versions': keepEarlierVersions,
  '0007-crawl': shareCrawlsBetweenWorkers,
  '0008-uploads': resumeUploads,
  '0010-completions': markConversationsOfTools,
  '0011-opinions': addPinsAndRatings,
  '0012-instructions': addWorkspaceInstructions,
  '0013-nearest': indexNearestEmbeddings,
  '0014-branches': branchConversations,
  '0015-next-messages': addNextMessages,
  '0016-endpoints': addModelEndpoints,
  '0017-storing': foldWordsFaster,
  '0018-workspaces': describeAndDeleteWorkspaces,
  '0019-titles': recordWhoTitled,
  '0020-turns': takeRunsByTurns,
  '0021-attachments': addAttachments,
  '0022-kept': indexForHousekeeping,
  '0023-add-instance-runs-and-step-outputs': addInstanceRunsAndStepOutputs,
  '0024-add-language-and-time-zone': addLanguageAndTimeZone,
  '0025-ask-addresses-as-linked': askAddressesAsLinked,
  '0026-add-headers-and-patience-of-endpoints': addHeadersAndPatienceOfEndpoints,
  '0027-index-written-forms': indexWrittenForms,
  '0028-confirm-sessions': confirmSessions,
  '0029-add-password-resets': addPasswordResets,
  '0030-add-audit-events': addAuditEvents,
  '0031-deactivate-accounts': deactivateAccounts,
  '0032-add-email-changes': addEmailChanges,
  '0033-keep-conversations-private': keepConversationsPrivate,
  '0034-bind-seals-and-drop-files': bindSealsAndDropFiles,
  '0035-add-schemes': addSchemes,
  '0036-add-classifications': addClassifications,
};
