/** What a deployer decides about webhooks. */
export interface WebhookSettings {
  /** ranges (CIDR) that webhooks may reach although they are not public, there also without encryption */
  readonly allow: readonly string[]
}
