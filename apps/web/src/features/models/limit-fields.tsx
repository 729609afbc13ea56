import { t } from '@lingui/core/macro';
import { TextField } from '@millrace/ui/controls/field';
import type { UseFormReturn } from 'react-hook-form';
import { fieldOf } from '../errors/field-of.ts';
import type { EndpointFields, EndpointValues } from './endpoint-values.ts';

/** What an endpoint may use each day, and what that costs. */
export function LimitFields({ form }: { form: UseFormReturn<EndpointFields, unknown, EndpointValues> }) {
  const field = fieldOf(form);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <TextField label={t`Tokens per day`} inputMode="numeric" placeholder={t`No limit`} {...field('dailyTokens')} />
      <TextField
        label={t`Input price`}
        hint={t`US$ per million tokens`}
        inputMode="decimal"
        placeholder={t`Unknown`}
        {...field('inputPrice')}
      />
      <TextField
        label={t`Output price`}
        hint={t`US$ per million tokens`}
        inputMode="decimal"
        placeholder={t`Unknown`}
        {...field('outputPrice')}
      />
    </div>
  );
}
