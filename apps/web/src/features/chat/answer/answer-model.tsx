import type { MessageView } from '@millrace/contract/chat/chat';

/** The built-in model is known by what it does. */
const modelName = (model: string) => (model.startsWith('builtin') ? 'Built-in model, quotes only' : model);

/** What answered, and in whose place: an answer that another endpoint was to give says so. */
export function AnswerModel({ message: { model, answeredBy } }: { message: MessageView }) {
  if (model === null) return null;
  const missed = answeredBy?.missed ?? [];
  if (answeredBy === null || missed.length === 0) return <span className="ms-1.5 truncate">{modelName(model)}</span>;
  return (
    <p className="ms-1.5 min-w-0 basis-full break-words">
      {modelName(model)} at {answeredBy.endpoint}, because another could not answer.
      {missed.map(({ endpoint, why }) => (
        <span key={endpoint} className="block">
          {endpoint}: {why}
        </span>
      ))}
    </p>
  );
}
