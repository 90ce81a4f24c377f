// Packs @redbridge/client for platforms: plain JavaScript for Node 20 and newer with types, in one package that carries
// what it needs of the contract and the ledger. Writes redbridge-client-<version>.tgz into the folder named, or this one.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PARTS = ['client', 'contract', 'ledger']
const out = resolve(process.argv[2] ?? '.')
const manifestOf = (part) => JSON.parse(readFileSync(join(ROOT, part, 'package.json'), 'utf8'))

const dir = mkdtempSync(join(tmpdir(), 'redbridge-client-'))
try {
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      ...{ noEmit: false, declaration: true, rewriteRelativeImportExtensions: true, allowImportingTsExtensions: false },
      ...{
        target: 'ES2022',
        rootDir: ROOT,
        outDir: join(dir, 'dist'),
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
    },
    include: [],
    files: PARTS.map((part) => join(ROOT, part, 'src/index.ts')),
  }
  const tsc = (files, ...args) => {
    writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ ...config, files }))
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }
    return execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(dir, 'tsconfig.json'), ...args],
      options,
    )
  }
  // A file that the compiler happens to reach by way of node_modules first counts as somebody else's and is not
  // written: so every file that belongs to the package is named.
  const all = tsc(config.files, '--listFilesOnly').split('\n')
  tsc(all.filter((file) => PARTS.some((part) => file.startsWith(join(ROOT, part, 'src')))))

  // The three parts lie side by side: what imported the package now imports the file.
  const dist = join(dir, 'dist')
  for (const file of globSync('**/*.{js,d.ts}', { cwd: dist })) {
    const path = join(dist, file)
    const text = readFileSync(path, 'utf8')
    const placed = text.replace(/(['"])@redbridge\/(contract|ledger)\1/g, (_, quote, part) => {
      const to = relative(dirname(path), join(dist, part, 'src/index.js')).replaceAll('\\', '/')
      return `${quote}${to.startsWith('.') ? to : `./${to}`}${quote}`
    })
    if (placed !== text) writeFileSync(path, placed)
  }

  const { name, version, description, license } = manifestOf('client')
  const dependencies = Object.fromEntries(
    PARTS.flatMap((part) =>
      Object.entries({ ...manifestOf(part).dependencies, ...manifestOf(part).peerDependencies }),
    ).filter(([one]) => !one.startsWith('@redbridge/') && one !== '@vant/area-data'),
  )
  const manifest = {
    ...{ name, version, description, license, type: 'module', engines: { node: '>=20' } },
    exports: { '.': { types: './dist/client/src/index.d.ts', default: './dist/client/src/index.js' } },
    files: ['dist'],
    dependencies,
  }
  writeFileSync(join(dir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(dir, 'README.md'), readFileSync(join(ROOT, 'client/README.md')))
  writeFileSync(join(dir, 'LICENSE'), readFileSync(join(ROOT, 'LICENSE')))
  rmSync(join(dir, 'tsconfig.json'))
  execFileSync('npm', ['pack', dir, '--pack-destination', out, '--silent'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
} finally {
  rmSync(dir, { recursive: true, force: true })
}
