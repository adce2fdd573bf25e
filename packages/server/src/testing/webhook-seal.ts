/** What the secrets of webhooks are sealed with. */
export const WEBHOOK_SEAL = 'a secret that seals the webhooks of the tests';
