/** In the place of `node-fetch`; looked up at each call, since VS Code may put another there. */
export default (...call) => globalThis.fetch(...call);
