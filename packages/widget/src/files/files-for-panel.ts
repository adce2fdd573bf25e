import { filesPart } from './files.ts';
import { FILES_LOADED } from './settings.ts';

document.getElementById('hark-chat')?.dispatchEvent(new CustomEvent(FILES_LOADED, { detail: filesPart }));
