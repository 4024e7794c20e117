/** Style sheets are gathered by the bundler and give nothing to the code. */
declare module '*.css';
