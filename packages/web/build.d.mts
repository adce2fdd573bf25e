/** Writes the page into `folder` (else dist/), which it empties first. */
export function build(wish: { minify: boolean; folder?: string }): Promise<void>;
