/** Writes the page into dist/. */
export function build(wish: { minify: boolean }): Promise<void>;
