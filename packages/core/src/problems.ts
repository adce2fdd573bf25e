/** An author's mistake: what, where, and how to mend it. Lines and columns count from 1. */
export type Problem = {
  code: string;
  message: string;
  /** The way out. */
  mend: string;
  file: string;
  line: number;
  column: number;
};
