export * from './content.tsx';
export * from './choices.tsx';
export * from './errors.tsx';
export * from './fields.tsx';
export * from './form.tsx';
export * from './layout.tsx';
export * from './directory.tsx';
export * from './words.tsx';
