export * from './content.tsx';
export * from './forms.tsx';
export * from './layout.tsx';
export * from './directory.tsx';
