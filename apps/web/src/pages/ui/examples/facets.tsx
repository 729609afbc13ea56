import { type FacetGroup, type FacetState, Facets } from '@millrace/ui/data/facets';
import { useState } from 'react';

export const title = 'Facets';

const towns = [
  'Arendal',
  'Bergen',
  'Bodø',
  'Drammen',
  'Hamar',
  'Larvik',
  'Moss',
  'Narvik',
  'Oslo',
  'Skien',
  'Tromsø',
  'Ålesund',
];

const groups: readonly FacetGroup[] = [
  {
    kind: 'values',
    id: 'status',
    label: 'Status',
    values: [
      { value: 'ready', label: 'Ready', count: 1_204 },
      { value: 'failed', label: 'Failed', count: 12 },
      { value: 'queued', label: 'Queued', count: 3 },
    ],
  },
  {
    kind: 'values',
    id: 'town',
    label: 'Town',
    multiple: true,
    values: towns.map((label, i) => ({ value: label, label, count: 400 - i * 31 })),
  },
  { kind: 'range', id: 'pages', label: 'Pages', type: 'number' },
  { kind: 'range', id: 'added', label: 'Added', type: 'date' },
];

export function Examples() {
  const [state, setState] = useState<FacetState>({ status: ['ready'], town: ['Oslo', 'Tromsø'], pages: ['10', ''] });
  return (
    <Facets
      label="Filter files"
      className="max-w-64"
      groups={groups}
      state={state}
      onChange={(id, chosen) => setState({ ...state, [id]: chosen })}
    />
  );
}
