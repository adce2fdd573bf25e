const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a browser calls itself, as its owner would. */
export function browserName(agent: string | null): string {
  const browser = BROWSERS.find(([mark]) => agent !== null && mark.test(agent))?.[1];
  const system = SYSTEMS.find(([mark]) => agent !== null && mark.test(agent))?.[1];
  if (browser === undefined) return system ?? 'A program';
  return system === undefined ? browser : `${browser} on ${system}`;
}
