/**
 * The language of `offered` that suits best: `wanted` is a tag (`es-MX`) or the header Accept-Language
 * (`es-MX,es;q=0.9,en;q=0.5`). The first one offered when none does.
 */
export function chooseLanguage(offered: string[], wanted: string): string {
  const wishes = wanted
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().toLowerCase().split(';');
      const quality = settings.map((setting) => /^\s*q=([0-9.]{1,5})\s*$/.exec(setting)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const exact = offered.find((language) => language.toLowerCase() === tag);
    const near = offered.find((language) => primary(language) === primary(tag));
    const found = exact ?? near;
    if (found !== undefined) return found;
  }
  const [first] = offered;
  if (first === undefined) throw new Error('a playbook has at least one language');
  return first;
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
