// A recipient's own place: what supporters read of them, and the six words for the leads.

import { useState } from 'preact/hooks';
import {
  type FieldError,
  Form,
  Input,
  InsetText,
  LinkButton,
  List,
  Paragraphs,
  Radios,
  WarningCallout,
  WordList,
} from '../components/index.ts';
import type { Everybody, Stopped, Visit } from '../core/messages.ts';
import { problemOf, refusalText } from '../personal/problem.ts';
import type { Given, Nav } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { ask, perform } from '../visit.ts';

const kTitle = 'title';
const kPlace = 'place';
const kTitleMax = 80; // bytes of UTF-8, docs/spec/log.md

export function OwnPlace({ nav, visit }: { nav: Nav; visit: Visit }) {
  const t = texts.concern.place;
  const { place } = visit;
  const said = (): string => {
    if (place === null) return t.none;
    return fill(place.signed ? t.signed : t.waits, { title: place.title });
  };
  return (
    <>
      <h2 class="nhsuk-heading-m">{t.heading}</h2>
      <p>{said()}</p>
      <List
        of={[
          ...(place === null
            ? []
            : [<LinkButton onClick={() => nav.go({ name: 'placeWords' })}>{t.words}</LinkButton>]),
          <LinkButton onClick={() => nav.go({ name: 'place' })}>
            {place === null ? t.write : t.change}
          </LinkButton>,
        ]}
      />
    </>
  );
}

// The first place that nobody has; null: all are taken.
export function freePlace({ concerns }: Everybody): number | null {
  const taken = new Set(concerns?.recipients.map(({ place }) => place));
  return [0, 1, 2, 3, 4, 5, 6, 7].find((place) => !taken.has(place)) ?? null;
}

const problemOfTitle = (title: string): string | null => {
  const t = texts.concern.place.form;
  if (title.trim() === '') return t.empty;
  return new TextEncoder().encode(title.trim()).length > kTitleMax ? t.tooLong : null;
};

export function PlaceForm({ nav, everybody, visit }: Given) {
  const t = texts.concern.place.form;
  const own = visit.place;
  const free = own?.place ?? freePlace(everybody);
  const others = (everybody.concerns?.recipients ?? []).filter(({ place }) => place !== own?.place);
  const [title, setTitle] = useState(own?.title ?? '');
  const [place, setPlace] = useState(free === null ? null : String(free));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const wrong = problemOfTitle(title);
    const found = [
      ...(wrong === null ? [] : [{ id: kTitle, text: wrong }]),
      ...(place === null ? [{ id: kPlace, text: t.noPlace }] : []),
    ];
    setErrors(found);
    if (found.length > 0 || place === null) return;
    const wish = { kind: 'beRecipient', place: Number(place), title: title.trim() } as const;
    const answer = await perform(wish);
    if ('refusal' in answer) setErrors([{ id: kTitle, text: refusalText(answer.refusal) }]);
    if ('done' in answer) await handPlace(nav);
  };
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <p>{t.text}</p>
      <Form errors={errors} button={t.button} onSubmit={submit}>
        <Input
          id={kTitle}
          label={t.label}
          hint={t.hint}
          error={error(kTitle)}
          value={title}
          onInput={setTitle}
        />
        {others.length > 0 && (
          <Radios
            id={kPlace}
            legend={t.legend}
            error={error(kPlace)}
            choices={[
              ...(free === null
                ? []
                : [{ value: String(free), label: own === null ? t.free : t.own }]),
              ...others.map((each) => ({
                value: String(each.place),
                label: fill(t.instead, { title: each.title }),
              })),
            ]}
            value={place}
            onChange={setPlace}
          />
        )}
      </Form>
    </ScreenPage>
  );
}

// What was written last. Doing it again is harmless.
async function handPlace(nav: Nav): Promise<void> {
  const answer = await ask('propose', {});
  nav.startAgain({ name: 'home' });
  nav.go({ name: 'placeWords', ...('ok' in answer ? { handed: true } : { stopped: answer }) });
}

export function PlaceWords(given: Given & { handed: boolean; stopped: Stopped | undefined }) {
  const { nav, everybody, visit, handed, stopped } = given;
  const t = texts.concern.place.sixWords;
  const signed = visit.place?.signed ?? false;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      {stopped && (
        <WarningCallout heading={t.notHanded}>
          <p>{problemOf(stopped).what}</p>
          <p>{fill(texts.supporter.sixWords.notHandedNext, { next: problemOf(stopped).next })}</p>
        </WarningCallout>
      )}
      {handed && (
        <InsetText>
          <p>{t.handed}</p>
        </InsetText>
      )}
      {signed ? <p>{t.signed}</p> : <Paragraphs of={t.how} />}
      <h2 class="nhsuk-heading-m">{texts.supporter.sixWords.words}</h2>
      <WordList words={visit.sixWords} />
      {!signed && (
        <>
          <p>{everybody.leadSignatures === 1 ? t.one : t.two}</p>
          <Form button={t.again} onSubmit={() => handPlace(nav)}>
            {null}
          </Form>
        </>
      )}
    </ScreenPage>
  );
}
