/** What a deployer decides about web captures. */
export interface CaptureConfig {
  /** hosts (`host` or `host:port`) that captures may reach although they are not of the public internet */
  readonly allowPrivate: readonly string[]
  /** the browser; left out: CHROME_PATH or where one is ordinarily installed */
  readonly chromePath?: string
  /** address of a time source that answers HTTP with a Date header */
  readonly timeSource?: string
}
