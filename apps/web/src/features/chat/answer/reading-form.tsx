import { Switch } from '@millrace/ui/switch';
import { setBySentence, setWholeAnswers, useBySentence, useWholeAnswers } from './reading-choices.ts';

/** How this browser brings answers to its reader. */
export function ReadingForm() {
  const whole = useWholeAnswers();
  const bySentence = useBySentence();
  return (
    <div className="space-y-4">
      <Switch
        label="Show answers when they are complete"
        hint="Nothing moves while an answer is written. Off: its words appear as they come."
        checked={whole}
        onChange={setWholeAnswers}
      />
      <Switch
        label="Read answers aloud by sentence"
        hint="A screen reader is told each sentence as soon as it is complete. Off: only when an answer begins and how it ends."
        checked={bySentence}
        onChange={setBySentence}
      />
    </div>
  );
}
