import { t } from '@lingui/core/macro';
import { SignUpForm } from '../../features/session/sign-up-form.tsx';
import { reloadSession } from '../../features/session/use-session.ts';
import { StepFrame } from './step-frame.tsx';

export const AccountStep = () => (
  <StepFrame
    number={1}
    title={t`Welcome to Millrace`}
    lead={t`The first account owns this instance. It is stored only on this server.`}
  >
    <SignUpForm onSignedUp={() => void reloadSession()} />
  </StepFrame>
);
