// The desk that is open, as the worker showed it last. It lives in the worker and in this page's memory
// alone; what was not saved to a file is gone with the page.

import { core } from '../core/core.ts';
import type { ActRefusal, DirectorAct, DirectorsDesk } from '../core/director_messages.ts';
import { saveFile } from '../public/common.tsx';
import { Shared } from '../shared.ts';
import { fill, texts } from '../texts/texts.ts';

interface OpenDesk {
  desk: DirectorsDesk | null;
  changed: boolean; // since it was saved last
}

const open = new Shared<OpenDesk>({ desk: null, changed: false });

export const useDesk = (): OpenDesk => open.use();

export const deskIsOpen = (): boolean => open.now.desk !== null;
export const deskOpened = (desk: DirectorsDesk): void => open.set({ desk, changed: false });
export const deskChanged = (desk: DirectorsDesk): void => open.set({ desk, changed: true });
// What the page is not shown, such as feedback.
export const somethingChanged = (): void => open.set({ ...open.now, changed: true });

export async function saveDesk(): Promise<void> {
  const { file } = await core.ask('directorFile', {});
  saveFile(texts.nearPeer.director.file, 'application/octet-stream', file);
  open.set({ ...open.now, changed: false });
}

export async function closeDesk(): Promise<void> {
  await core.ask('closeDirector', {});
  open.set({ desk: null, changed: false });
}

// Null: it was done. Otherwise why not, in words.
export async function doActs(acts: DirectorAct[]): Promise<string | null> {
  const answer = await core.ask('directorDo', { acts });
  if ('refusal' in answer) return refusalText(answer.refusal);
  deskChanged(answer);
  return null;
}

export function refusalText(refusal: ActRefusal): string {
  const refusals: Record<ActRefusal, string> = texts.nearPeer.director.actRefusals;
  return fill(refusals[refusal], { cap: String(open.now.desk?.cap ?? '') });
}
