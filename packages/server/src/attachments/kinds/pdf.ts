import type { FileKind } from './kind.ts';

/** PDF. What it tells of itself stays in it: it stands in the document, perhaps packed, and belongs to it. */
export const pdf: FileKind = {
  media_type: 'application/pdf',
  endings: ['.pdf'],
  begins: (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-',
  // ISO 32000-1, 7.5.5: the last line of a whole file.
  clean: (bytes) => (bytes.includes('%%EOF') ? { bytes, width: null, height: null } : null),
};
