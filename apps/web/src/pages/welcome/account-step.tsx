import { SignUpForm } from '../../features/session/sign-up-form.tsx';
import { reloadSession } from '../../features/session/use-session.ts';
import { StepFrame } from './step-frame.tsx';

export const AccountStep = () => (
  <StepFrame
    number={1}
    title="Welcome to Millrace"
    lead="The first account owns this instance. It stays on this machine."
  >
    <SignUpForm onSignedUp={() => void reloadSession()} />
  </StepFrame>
);
