import { paperPart } from './paper.ts';
import { PAPER_LOADED } from './settings.ts';

document.getElementById('hark-chat')?.dispatchEvent(new CustomEvent(PAPER_LOADED, { detail: paperPart }));
