import { TextArea, TextField } from '@millrace/ui/controls/field';
import { PasswordField } from '@millrace/ui/controls/password-field';

export const title = 'Text field';

export const Examples = () => (
  <div className="grid gap-4 sm:grid-cols-2">
    <TextField label="Name" defaultValue="Handbook 2026" />
    <TextField label="E-mail" placeholder="ada@example.org" hint="Invitations are sent to it." />
    <TextField label="Address" defaultValue="example" error="Enter an address such as https://example.org." />
    <TextField label="Disabled" defaultValue="Cannot be changed" disabled />
    <PasswordField label="Password" defaultValue="secret" hint="At least 12 characters." />
    <TextArea label="Instructions" defaultValue={'Answer in English.\nName the page.'} hint="Up to 2,000 characters." />
  </div>
);
