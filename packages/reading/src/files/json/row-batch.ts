import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { type JsonValue, titleOf, valueText } from './value-text.ts';

const most = { rows: 200, chars: 200_000 };

/** Objects as they come become records, a row each, and leave in messages of a size that is quick to send. */
export class RowBatch {
  #records: ExtractedRecord[] = [];
  #chars = 0;
  count = 0;

  /** `sheet`: the name of the list, where there are several. `row` counts from 1. */
  add(value: JsonValue, { sheet, row }: { sheet: string | null; row: number }): void {
    const text = valueText(value);
    if (text === '') return;
    const place = { kind: 'row' as const, sheet, row };
    this.#records.push({ page: null, place, title: titleOf(value), text, spans: [], headings: [] });
    this.#chars += text.length;
    this.count++;
  }

  get isFull(): boolean {
    return this.#records.length >= most.rows || this.#chars >= most.chars;
  }

  *take(): Generator<ExtractMessage> {
    if (this.#records.length > 0) yield { kind: 'records', records: this.#records };
    this.#records = [];
    this.#chars = 0;
  }
}
