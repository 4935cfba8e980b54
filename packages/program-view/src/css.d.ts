/** Sheets are text to the code: the frame's build makes them small and puts them into its script. */
declare module '*.css' {
  const css: string
  export default css
}
