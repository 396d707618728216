declare module '*.csv?url' {
  const address: string;
  export default address;
}
