import { t } from '@lingui/core/macro';
import type { LanguageChoice } from '@millrace/contract/session/language';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { SelectField } from '@millrace/ui/controls/select-field';
import { useMemo } from 'react';
import { useChoice } from './language.ts';
import { languageOptions } from './locales.ts';
import { browserTimeZone, timeZoneOptions } from './time-zones.ts';

/** The language of the pages and the time zone of the times they show; each takes effect immediately. */
export function LanguageForm({ onChange }: { onChange: (part: Partial<LanguageChoice>) => void }) {
  const choice = useChoice();
  const zones = useMemo(() => timeZoneOptions(choice.timeZone), [choice.timeZone]);
  const browserZone = browserTimeZone();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField
        label={t`Language`}
        value={choice.locale ?? ''}
        options={[{ value: '', label: t`Same as the browser` }, ...languageOptions(choice.locale)]}
        onChange={(locale) => onChange({ locale: locale || null })}
      />
      <ComboboxField
        label={t`Time zone`}
        value={choice.timeZone ?? ''}
        options={[{ value: '', label: t`Same as the browser: ${browserZone}` }, ...zones]}
        onChange={(timeZone) => onChange({ timeZone: timeZone || null })}
      />
    </div>
  );
}
