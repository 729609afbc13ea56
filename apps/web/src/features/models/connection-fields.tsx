import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { TextArea, TextField } from '@millrace/ui/controls/field';
import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { fieldOf } from '../errors/field-of.ts';
import type { EndpointFields, EndpointValues } from './endpoint-values.ts';

/** What only some servers need: headers, and time to begin. Folded away until there is something in it. */
export function ConnectionFields({ form }: { form: UseFormReturn<EndpointFields, unknown, EndpointValues> }) {
  const field = fieldOf(form);
  const { headers, firstByteMs } = form.formState.defaultValues ?? {};
  const [isOpen, setOpen] = useState(Boolean(headers || firstByteMs));
  const { errors } = form.formState;
  return (
    <details
      open={isOpen || errors.headers !== undefined || errors.firstByteMs !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer font-medium text-sm">
        <Trans>Advanced connection settings</Trans>
      </summary>
      <div className="mt-3 space-y-4">
        <TextArea
          label={t`Extra headers`}
          hint={t`One header per line, such as X-Team: mills. Stored values are not shown: a line with ••• keeps its value.`}
          className="min-h-20 font-mono"
          spellCheck={false}
          {...field('headers')}
        />
        <TextField
          label={t`Time to first byte`}
          hint={t`In seconds. If empty, 600 in private networks, where a model may be loaded first, otherwise 60.`}
          inputMode="numeric"
          placeholder={t`Automatic`}
          {...field('firstByteMs')}
        />
      </div>
    </details>
  );
}
