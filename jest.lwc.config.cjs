/** Jest for the Lightning components (`npm run test:lwc`); the TypeScript halves have jest.config.js. */
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  // axe looks at whole trees of components.
  testTimeout: 20_000,
  testMatch: ['<rootDir>/force-app/main/default/lwc/**/__tests__/**/*.test.js'],
  modulePathIgnorePatterns: [
    '<rootDir>/.*/\\.cache/',
    '<rootDir>/lab/',
    '<rootDir>/companion/',
    '<rootDir>/emulators/',
  ],
  setupFilesAfterEnv: [...(jestConfig.setupFilesAfterEnv ?? []), '<rootDir>/force-app/test/jest-mocks/setup.js'],
};
