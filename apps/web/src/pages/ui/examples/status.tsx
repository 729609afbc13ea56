import { ProgressBar } from '@millrace/ui/data/progress-bar';
import { StatusMark } from '@millrace/ui/data/status-mark';
import { Tag } from '@millrace/ui/data/tag';
import { Check, Clock, LoaderCircle, TriangleAlert, X } from 'lucide-react';

export const title = 'State, progress and tags';

const stretches = [
  { tone: 'good', count: 60 },
  { tone: 'busy', count: 20 },
  { tone: 'bad', count: 8 },
] as const;

export const Examples = () => (
  <div className="max-w-md space-y-4">
    <div className="flex flex-wrap gap-4">
      <StatusMark icon={Clock} tone="quiet">
        Waiting
      </StatusMark>
      <StatusMark icon={LoaderCircle} tone="busy">
        Reading
      </StatusMark>
      <StatusMark icon={Check} tone="good">
        Ready
      </StatusMark>
      <StatusMark icon={TriangleAlert} tone="warn">
        Partly read
      </StatusMark>
      <StatusMark icon={X} tone="bad">
        Failed
      </StatusMark>
    </div>
    <ProgressBar label="Known" fraction={0.4} valueText="40 %" />
    <ProgressBar label="Unknown" valueText="in progress" />
    <ProgressBar label="In stretches" fraction={0.88} stretches={stretches} valueText="88 of 100" tall />
    <div className="flex flex-wrap gap-2">
      <Tag>Contract</Tag>
      <Tag onRemove={() => undefined}>2026</Tag>
    </div>
  </div>
);
