import { Calendar } from '@millrace/ui/dates/calendar';
import { useState } from 'react';

export const title = 'Calendar';

export function Examples() {
  const [day, setDay] = useState('2024-02-15');
  return (
    <div className="flex flex-wrap gap-8">
      <Calendar value={day} onPick={setDay} min="2024-02-05" max="2024-03-20" />
      <Calendar
        value="2024-02-08"
        onPick={() => undefined}
        range={{ from: '2024-02-08', until: '2024-02-21' }}
        max="2024-02-21"
      />
    </div>
  );
}
