import { SelectField } from '@millrace/ui/controls/select-field';
import { useState } from 'react';

export const title = 'Select';

const roles = [
  { value: 'viewer', label: 'Viewer', description: 'Can read sources and chats' },
  { value: 'analyst', label: 'Analyst', description: 'Can read and ask questions' },
  { value: 'editor', label: 'Editor', description: 'Can also add and remove sources' },
  { value: 'owner', label: 'Owner', unavailable: 'Only an owner can make somebody an owner.' },
];
const models = [
  { value: 'small', label: 'gpt-5-mini', group: 'OpenAI' },
  { value: 'large', label: 'gpt-5', group: 'OpenAI' },
  { value: 'local', label: 'llama3.3', group: 'Ollama on this computer' },
  {
    value: 'long',
    label: 'A model with a name that is longer than the field is wide',
    group: 'Ollama on this computer',
  },
];

export function Examples() {
  const [role, setRole] = useState('analyst');
  const [model, setModel] = useState('');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField label="Role" options={roles} value={role} onChange={setRole} hint="What somebody may do here." />
      <SelectField
        label="Model"
        options={models}
        value={model}
        onChange={setModel}
        placeholder="Choose a model"
        optional
      />
      <SelectField
        label="Refused"
        options={roles}
        value="viewer"
        onChange={() => undefined}
        error="Choose another role."
      />
      <SelectField
        label="Disabled"
        options={roles}
        value="editor"
        onChange={() => undefined}
        disabledReason="Only owners can change roles."
      />
      <SelectField label="Long" options={models} value="long" onChange={() => undefined} />
    </div>
  );
}
