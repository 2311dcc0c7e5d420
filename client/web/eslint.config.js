import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const stored = 'Nothing is kept in the browser.';
const markup = 'Text goes into the page as text.';

export default tseslint.config(
  { ignores: ['node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'localStorage', message: stored },
        { name: 'sessionStorage', message: stored },
        { name: 'indexedDB', message: stored },
        { name: 'caches', message: stored },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'document', property: 'cookie', message: stored },
        { object: 'document', property: 'write', message: markup },
        { property: 'innerHTML', message: markup },
        { property: 'outerHTML', message: markup },
        { property: 'insertAdjacentHTML', message: markup },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: markup },
        { selector: 'JSXAttribute[name.name="style"]', message: 'Styles stand in src/styles.' },
      ],
    },
  },
  // Tests look at the markup that was drawn.
  { files: ['test/**'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
