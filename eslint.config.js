import { createRequire } from 'node:module';
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const require = createRequire(import.meta.url);
const jest = require('eslint-plugin-jest');
const lwcRecommended = require('@salesforce/eslint-config-lwc/recommended');
const slds = require('@salesforce-ux/eslint-plugin-slds');

const typescript = ['{companion,emulators,lab,scripts,bench}/**/*.ts'];
const lwc = ['force-app/main/default/lwc/**/*.js'];

export default [
  { ignores: ['**/node_modules/**', '**/coverage/**', '**/.cache/**', '**/out/**', '**/*.generated.*', 'emulators/salesforce/src/lightning/runtime/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: typescript })),
  {
    files: typescript,
    languageOptions: { globals: globals.node },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-console': 'off',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { ...jest.configs['flat/recommended'], files: ['{companion,emulators,lab,scripts,bench}/**/*.test.ts'], languageOptions: { globals: { ...globals.node, ...globals.jest } } },
  {
    files: ['{companion,emulators,lab,scripts,bench}/**/*.test.ts'],
    rules: { 'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', '**.expect*', 'assert*'] }], 'jest/no-conditional-expect': 'off' },
  },
  { ...js.configs.recommended, files: ['*.js', 'scripts/*.mjs'], languageOptions: { globals: globals.node } },
  ...(Array.isArray(lwcRecommended) ? lwcRecommended : [lwcRecommended]).map((config) => ({ ...config, files: lwc })),
  {
    files: ['force-app/main/default/lwc/**/__tests__/**/*.js', 'force-app/test/jest-mocks/**/*.js'],
    ...jest.configs['flat/recommended'],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
  },
  {
    files: ['force-app/main/default/lwc/**/__tests__/**/*.js'],
    rules: { '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off', '@lwc/lwc/no-async-operation': 'off' },
  },
  ...slds.configs['flat/recommended-html'].map?.((config) => ({ ...config, files: ['force-app/main/default/lwc/**/*.html'] })) ?? [],
  ...slds.configs['flat/recommended-css'].map?.((config) => ({ ...config, files: ['force-app/main/default/lwc/**/*.css'] })) ?? [],
];
