import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { PlainPage } from '../plain-page.tsx';

type Props = { number: number; title: string; lead: ReactNode; children: ReactNode };

const count = 4;

export const StepFrame = ({ number, title, lead, children }: Props) => (
  <PlainPage
    title={title}
    lead={
      <>
        <p className="mb-2 font-medium text-accent-ink text-sm">
          <Trans>
            Step {number} of {count}
          </Trans>
        </p>
        {lead}
      </>
    }
  >
    {children}
  </PlainPage>
);
