/** Words of English and Spanish that deny what follows; one list, for the model learns from examples whose language it does not know. */
export const NEGATORS: ReadonlySet<string> = new Set(
  (
    'not no never neither nor without dont doesnt didnt isnt wasnt arent werent havent hasnt hadnt wont cant couldnt wouldnt shouldnt aint ' +
    'ni nada nunca jamas sin tampoco'
  ).split(' '),
);

/** Words that end a denial before its stretch does. */
export const CONTRASTS: ReadonlySet<string> = new Set(
  'but only just rather instead sino pero solo solamente unicamente nomas'.split(' '),
);
