import { classifyTexts } from '@millrace/contract/classification/classification';
import { exportResults } from '@millrace/contract/classification/results';
import type { ServerFace } from '../face.ts';
import { classificationsRouter } from './classifications.router.ts';
import { purgeClassifications } from './purge-classifications.ts';
import { resultsRouter } from './results.router.ts';
import { endClassification } from './runs/end-classification.ts';

export const classificationServer = {
  router: { classifications: classificationsRouter, results: resultsRouter },
  endings: [{ definition: classifyTexts, onEnd: endClassification }, { definition: exportResults }],
  housekeeping: [{ when: 'regularly', work: purgeClassifications }],
} satisfies ServerFace;
