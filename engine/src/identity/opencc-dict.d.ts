// opencc-js ships its dictionaries as modules without types: one string of `traditional simplified` pairs joined by `|`.
declare module 'opencc-js/dict/*' {
  const dictionary: string
  export default dictionary
}
