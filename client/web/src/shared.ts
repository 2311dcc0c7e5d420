// A value of the page's memory that is the same for every screen; whoever shows it hears of each change.

import { useLayoutEffect, useState } from 'preact/hooks';

export class Shared<T extends object | string> {
  now: T;
  private readonly listeners = new Set<() => void>();

  constructor(first: T) {
    this.now = first;
  }

  set(next: T): void {
    this.now = next;
    for (const listener of this.listeners) listener();
  }

  // For a component that shows it.
  use(): T {
    const [shown, setShown] = useState<T>(this.now);
    useLayoutEffect(() => {
      const listener = (): void => setShown(this.now);
      listener();
      this.listeners.add(listener);
      return () => {
        this.listeners.delete(listener);
      };
    }, []);
    return shown;
  }
}
