/** Where a workspace has its proposal. */
export const chainFilePath = '.everpair/chain.json';
