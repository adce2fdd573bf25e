import { expect, test } from 'vitest';
import { starterPlaybook } from '../main.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { reasonWords, toldForDesk } from './words.ts';

const playbook = loadPlaybookFolder(starterPlaybook());

test('what a buyer was told in Spanish is read in English at the desk: titles of wishes and reasons of flows', () => {
  for (const { title } of Object.values(playbook.topics))
    expect(toldForDesk(playbook, title.es ?? '')).toBe(title.en);
  expect(reasonWords(playbook, 'El comprador quiere saber más del pedido')).toBe(
    'The buyer wants to know more about the order',
  );
});

test('reasons of Hark’s own have words, and a buyer’s own words stay as they are', () => {
  expect(reasonWords(playbook, 'approval')).toBe('a person has to approve it');
  expect(toldForDesk(playbook, 'puedo hablar con una persona')).toBe('puedo hablar con una persona');
});
