import { createRequire } from 'node:module';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const require = createRequire(import.meta.url);
const jest = require('eslint-plugin-jest');
const lwc = require('@salesforce/eslint-config-lwc/recommended');
const slds = require('@salesforce-ux/eslint-plugin-slds');

const typescript = '{companion,emulators,lab,scripts,bench}/**/*.ts';
const components = 'force-app/main/default/lwc';

export default defineConfig([
  { ignores: ['**/node_modules/**', '**/coverage/**', '**/.cache/**', '**/out/**', '**/*.generated.*'] },
  {
    files: [typescript],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: globals.node },
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['{companion,emulators,lab,scripts,bench}/**/*.test.ts'],
    extends: [jest.configs['flat/recommended']],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
    rules: {
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', '**.expect*', 'assert*'] }],
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['eachFixture'] }],
    },
  },
  {
    files: ['*.js', '*.cjs', 'scripts/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['emulators/salesforce/src/lightning/**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  { files: [`${components}/**/*.js`], extends: [lwc] },
  {
    files: [`${components}/**/__tests__/**/*.js`, 'force-app/test/jest-mocks/**/*.js'],
    extends: [lwc, jest.configs['flat/recommended']],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
    rules: { '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off', '@lwc/lwc/no-async-operation': 'off' },
  },
  {
    files: [`${components}/**/*.html`],
    plugins: { '@salesforce-ux/slds': slds },
    extends: ['@salesforce-ux/slds/flat/recommended-html'],
  },
  {
    files: [`${components}/**/*.css`],
    plugins: { '@salesforce-ux/slds': slds },
    extends: ['@salesforce-ux/slds/flat/recommended-css'],
  },
]);
