import { t } from '@lingui/core/macro';
import { Switch } from '@millrace/ui/controls/switch';
import { setBySentence, setWholeAnswers, useBySentence, useWholeAnswers } from './reading-choices.ts';

/** How this browser presents answers. */
export function ReadingForm() {
  const whole = useWholeAnswers();
  const bySentence = useBySentence();
  return (
    <div className="space-y-4">
      <Switch
        label={t`Show answers when they are complete`}
        hint={t`When on, nothing moves while an answer is written. When off, words appear as they are written.`}
        checked={whole}
        onChange={setWholeAnswers}
      />
      <Switch
        label={t`Announce answers sentence by sentence`}
        hint={t`When on, screen readers announce each sentence as soon as it is complete. When off, they announce only that an answer has begun and how it ended.`}
        checked={bySentence}
        onChange={setBySentence}
      />
    </div>
  );
}
