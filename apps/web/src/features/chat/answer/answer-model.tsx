import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { MessageView } from '@millrace/contract/chat/chat';

/** The built-in model is named by what it does. */
const modelName = (model: string) => (model.startsWith('builtin') ? t`Built-in model (quotes only)` : model);

/** Which model answered, and which ones before it could not. */
export function AnswerModel({ message: { model, answeredBy } }: { message: MessageView }) {
  if (model === null) return null;
  const missed = answeredBy?.missed ?? [];
  if (answeredBy === null || missed.length === 0) return <bdi className="ms-1.5 truncate">{modelName(model)}</bdi>;
  return (
    <p className="ms-1.5 min-w-0 basis-full break-words">
      <Trans>
        Answered by <bdi>{ph({ model: modelName(model) })}</bdi> at <bdi>{ph({ endpoint: answeredBy.endpoint })}</bdi>.
        Models before it could not answer:
      </Trans>
      {missed.map(({ endpoint, why }) => (
        <span key={endpoint} className="block">
          <bdi>{endpoint}</bdi>: <bdi>{why}</bdi>
        </span>
      ))}
    </p>
  );
}
