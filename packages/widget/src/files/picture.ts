/** What may be chosen; what a file really is, the server tells by its content. */
export const KINDS = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf'];

/** A photograph of a telephone above this is made smaller before it travels. */
const HEAVY_BYTES = 3_000_000;
/** Large enough to read the number on a label. */
const LONGEST_EDGE = 2_560;

type Size = { width: number; height: number };

/** Draws pixels into a canvas that fills `box`, cut to its shape. Canvas and not an image: no policy of a shop's page has to allow it. */
export function drawInto(canvas: HTMLCanvasElement, picture: ImageBitmap, box: Size): void {
  const dense = Math.min(2, devicePixelRatio || 1);
  canvas.width = Math.round(box.width * dense);
  canvas.height = Math.round(box.height * dense);
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const context = canvas.getContext('2d');
  context?.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
}

/** Draws all of it, as large as it is. */
export function drawWhole(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}

/** The file, or where it is a heavy photograph a lighter one of it; what cannot be read goes as it is. */
export async function lighter(file: File): Promise<File> {
  if (file.size <= HEAVY_BYTES || !/^image\/(?:jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (made === null || made.size >= file.size) return file;
    return new File([made], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' });
  } catch {
    return file;
  }
}
