/** The reason for aborting unwanted work. An abort without a reason makes an error with a stack each time. */
export const abortReason = new Error('It is not wanted any more.');
