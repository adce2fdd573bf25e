import { mountRating } from './rating.ts';
import { RATING_LOADED } from './settings.ts';

document.getElementById('hark-chat')?.dispatchEvent(new CustomEvent(RATING_LOADED, { detail: mountRating }));
