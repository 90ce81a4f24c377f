// A complete platform on the cloud bridge, through the public API alone: start it in a process, or from a test.
export { type ExampleOptions, type ExamplePlatform, type Standing, startExamplePlatform } from './platform.ts'
