/** All that a scheduler needs: docs/clients.md. The page does not load it. */
export * from './scheduler.js';
export * from './seal.js';
