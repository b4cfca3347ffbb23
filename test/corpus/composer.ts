/** The composer as the corpus' scorer calls it. */
import { composeReport } from '../../src/report/compose.ts';

export interface Sample {
  readonly text: string;
  readonly fileName?: string | undefined;
  readonly startLine?: number | undefined;
  readonly languageId?: string | undefined;
  readonly maxLength: number;
}

export function compose({ text, fileName, startLine, languageId, maxLength }: Sample): string {
  const first = startLine ?? 1;
  const last = first + text.replace(/\n$/, '').split('\n').length - 1;
  return composeReport(
    {
      text,
      ...(fileName !== undefined && { path: fileName }),
      ...(fileName !== undefined && { lines: { first, last } }),
      ...(languageId !== undefined && { languageId }),
    },
    { maxDescription: maxLength },
  ).incidentDescription;
}
