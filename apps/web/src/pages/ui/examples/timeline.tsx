import { Timeline, type TimelineEntry } from '@millrace/ui/data/timeline';
import { Check, FileText, LoaderCircle, X } from 'lucide-react';

export const title = 'Timeline';

const time = (clock: string) => <time dateTime={`2026-03-02T${clock}:00Z`}>{clock}</time>;

const entries: TimelineEntry[] = [
  { id: '1', title: 'Queued', time: time('09:14') },
  { id: '2', icon: FileText, title: 'Text extracted', time: time('09:15'), details: '212 pages, 3 of them scanned' },
  {
    id: '3',
    icon: X,
    tone: 'bad',
    title: 'Attempt 1 failed',
    time: time('09:16'),
    details: 'The server of the model did not answer within 30 seconds. The next attempt is in one minute.',
  },
  { id: '4', icon: LoaderCircle, tone: 'busy', title: 'Attempt 2', time: time('09:17') },
  { id: '5', icon: Check, tone: 'good', title: 'Ready', time: time('09:21'), details: '1,204 passages' },
];

export const Examples = () => (
  <div className="max-w-form">
    <Timeline label="What happened" entries={entries} />
  </div>
);
