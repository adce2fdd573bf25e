import { expect, test } from 'vitest';
import { DOCUMENTS } from './documents.ts';
import { playbookJsonSchema } from './json-schema.ts';

const schema = JSON.stringify(playbookJsonSchema());

test('every kind of document has its part, and every reference leads somewhere', () => {
  const { $defs, properties } = JSON.parse(schema);
  expect(properties.kind.enum).toEqual(Object.keys(DOCUMENTS));
  for (const kind of Object.keys(DOCUMENTS)) {
    expect($defs[`document_${kind}`].properties.kind.const).toBe(kind);
    expect($defs[`document_${kind}`].additionalProperties, kind).toBe(false);
  }
  const references = [...schema.matchAll(/"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(references.length).toBeGreaterThan(Object.keys(DOCUMENTS).length);
  expect(references.filter((name) => !($defs[name] instanceof Object))).toEqual([]);
});

test('steps may stand in steps', () => {
  const { $defs } = JSON.parse(schema);
  const inner = JSON.stringify($defs).match(/"hand_over"/g) ?? [];
  expect(inner.length).toBeGreaterThan(0);
  expect(JSON.stringify($defs.document_flow)).toContain('$ref');
});

test('what has a default may be left out', () => {
  const { $defs } = JSON.parse(schema);
  expect($defs.document_playbook.required).not.toContain('silence');
  expect($defs.document_playbook.required).toContain('languages');
});
