import { Button } from '@millrace/ui/controls/button';
import { notify, notifyError } from '@millrace/ui/overlays/toast';

export const title = 'Toast';

const show = () => {
  notify({ title: 'Source deleted', action: { label: 'Undo', onClick: () => undefined } });
  notifyError({
    title: 'The file was not uploaded',
    detail: 'The disk of the server is full. Free some space and try again.',
  });
};

export const Examples = () => (
  <Button data-opens onClick={show}>
    Show notices
  </Button>
);
