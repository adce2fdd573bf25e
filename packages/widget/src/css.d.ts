/** Style sheets come into the bundle as text, made small by the build. */
declare module '*.css' {
  const text: string;
  export default text;
}
