// A yes or no that opens a message and is set off from the rest ("no, to my other card"), not the "no" of "no longer".
const OPENING =
  /^[\s¡¿]*(?:no|nope|nah|yes|yep|yeah|yup|ok|okay|sure|s[ií]|vale|claro)(?:\s+(?:thanks|thank you|gracias|please|por favor))?\s*(?:$|[,.;:!–—-]+\s*)/iu;

/** What a message says beside its opening yes or no; empty where it says nothing else. */
export function afterAnswer(text: string): string {
  let rest = text;
  for (let cut = OPENING.exec(rest); cut; cut = OPENING.exec(rest)) rest = rest.slice(cut[0].length);
  return rest.trim();
}
