/** Nothing of it is loaded before somebody asks for local servers. */
export function loadLocalServerSetup(): typeof import('./localServerSetup').LocalServerSetup {
  return (require('./localServerSetup') as typeof import('./localServerSetup')).LocalServerSetup;
}
