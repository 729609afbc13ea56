import { Trans } from '@lingui/react/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { Link, useParams } from '@tanstack/react-router';

/** One line below an answer of the built-in model, which has no words of its own. */
export function QuotesOnly({ message: { model, status } }: { message: MessageView }) {
  const { workspaceId } = useParams({ strict: false });
  if (!model?.startsWith('builtin') || status !== 'complete' || workspaceId === undefined) return null;
  return (
    <p className="mt-2 text-muted text-xs" data-no-print>
      <Trans>
        Quoted word for word, because no model is connected.{' '}
        <Link to="/w/$workspaceId/settings/model" params={{ workspaceId }} className="underline hover:text-ink">
          Connect a model
        </Link>
      </Trans>
    </p>
  );
}
