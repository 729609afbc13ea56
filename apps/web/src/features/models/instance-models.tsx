import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ModelsView } from '@millrace/contract/models/models';
import { Panel } from '@millrace/ui/layout/panel';

/** The models of the installation as a whole, and how they are reached. */
export function InstanceModels({ models: { embedder, transcriber, ignoresProxy } }: { models: ModelsView }) {
  return (
    <Panel title={t`Instance`} hint={t`Set in the environment of the server`}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">
          <Trans>Semantic search</Trans>
        </dt>
        <dd dir="auto" className="min-w-0 break-words">
          {embedder}
        </dd>
        <dt className="text-muted">
          <Trans>Transcription</Trans>
        </dt>
        <dd className="min-w-0 break-words">{transcriber ?? t`No model: recordings are not transcribed`}</dd>
        {ignoresProxy ? (
          <>
            <dt className="text-muted">
              <Trans>Proxy</Trans>
            </dt>
            <dd className="min-w-0 break-words">
              <Trans>
                HTTPS_PROXY is not used for models, since a proxy looks up names itself, past the check of addresses.
                Set MODEL_PROXY=true to use it.
              </Trans>
            </dd>
          </>
        ) : null}
      </dl>
    </Panel>
  );
}
