// @vitest-environment happy-dom
import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ErrorSummary,
  Form,
  Input,
  Layout,
  Page,
  Radios,
  SummaryList,
  Telephone,
} from '../src/components/index.ts';
import { texts } from '../src/texts/texts.ts';

let place: HTMLElement;
const draw = (child: ComponentChild): void | Promise<void> => act(() => render(child, place));
const one = (selector: string): HTMLElement => {
  const found = place.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return found;
};

beforeEach(() => {
  place = document.createElement('div');
  document.body.replaceChildren(place);
});

describe('every page', () => {
  it('has the ways, the sentence about parcels and the scheme’s title in the same places', async () => {
    await draw(
      <Layout title="A scheme" path="/how">
        <Page heading="One">text</Page>
      </Layout>,
    );
    expect(one('header').textContent).toContain('A scheme');
    expect(one('.sotto-ways').textContent).toBe(texts.app.links.help + texts.app.leave);
    expect(one('a[href="/leave"]').textContent).toBe(texts.app.leave);
    expect(one('footer').textContent).toContain(texts.app.parcels);
    expect(place.querySelectorAll('h1')).toHaveLength(1);
    expect(place.querySelectorAll('main')).toHaveLength(1);
  });

  it('moves the focus to its heading, except the first', async () => {
    const page = (heading: string): ComponentChild => <Page heading={heading}>text</Page>;
    await draw(page('Another'));
    expect(document.activeElement).toBe(one('h1'));
    await draw(page('A third'));
    expect(document.activeElement?.textContent).toBe('A third');
  });

  it('leaves the focus where it is when only something below the heading changes', async () => {
    const page = (text: string): ComponentChild => (
      <Page heading="Same">
        <input id="field" value={text} />
      </Page>
    );
    await draw(page('a'));
    one('#field').focus();
    await draw(page('b'));
    expect(document.activeElement).toBe(one('#field'));
  });
});

describe('a question', () => {
  it('is answered once, however often the button is pressed while it is', async () => {
    let times = 0;
    let finish = (): void => undefined;
    const answer = (): Promise<void> => {
      times += 1;
      return new Promise((done) => (finish = done));
    };
    await draw(<Form onSubmit={answer}>field</Form>);
    const submit = (): boolean =>
      one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    submit();
    submit();
    expect(times).toBe(1);
    await new Promise((done) => setTimeout(done, 20));
    expect(one('button').textContent).toBe(texts.app.working);
    expect(one('button').getAttribute('aria-disabled')).toBe('true');
    expect(one('button').hasAttribute('disabled')).toBe(false); // or the focus would be lost
    finish();
    await new Promise((done) => setTimeout(done, 20));
    expect(one('button').textContent).toBe(texts.app.continue);
    expect(one('button').hasAttribute('aria-disabled')).toBe(false);
    submit();
    expect(times).toBe(2);
  });

  it('shows what is wrong above and beside the field, and takes the focus there', async () => {
    const errors = [{ id: 'words', text: 'Type your words' }];
    await draw(
      <Form errors={errors} onSubmit={() => undefined}>
        <Input
          id="words"
          label="Words"
          error="Type your words"
          value=""
          onInput={() => undefined}
        />
      </Form>,
    );
    expect(document.activeElement?.className).toBe('nhsuk-error-summary');
    expect(document.title).toBe(`${texts.app.errorPrefix}${texts.app.title}`);
    expect(one('#words').getAttribute('aria-describedby')).toBe('words-error');
    one('.nhsuk-error-summary a').click();
    expect(document.activeElement).toBe(one('#words'));
    expect(location.hash).toBe('');
    await draw(<ErrorSummary errors={[]} />);
    expect(document.title).toBe(texts.app.title);
  });

  it('has fields that browsers do not keep, and that take no offer to save a password', async () => {
    await draw(
      <Input id="words" label="Words" type="password" value="" onInput={() => undefined} />,
    );
    expect(one('input').getAttribute('type')).toBe('text');
    expect(one('input').getAttribute('autocomplete')).toBe('off');
  });

  it('gives the first choice the id that errors lead to, and shows what goes with the chosen one', async () => {
    const choices = [
      { value: 'a', label: 'A', children: <p id="more">more</p> },
      { value: 'b', label: 'B' },
    ];
    let chosen = '';
    const question = (value: string | null): ComponentChild => (
      <Radios
        id="how"
        legend="How?"
        heading
        below="Nothing is lost."
        choices={choices}
        value={value}
        onChange={(next) => (chosen = next)}
      />
    );
    await draw(question(null));
    expect(one('h1').textContent).toBe('How?');
    expect(one('legend').nextElementSibling?.textContent).toBe('Nothing is lost.');
    expect(one('#how').getAttribute('value')).toBe('a');
    expect(place.querySelector('#more')).toBeNull();
    one('#how-2').click();
    expect(chosen).toBe('b');
    await draw(question('a'));
    expect(one('#more').textContent).toBe('more');
  });
});

it('a change in a summary says what it changes, for whoever hears it alone', async () => {
  await draw(
    <SummaryList
      rows={[
        {
          key: 'How',
          value: 'By phone',
          action: { text: 'Change', what: 'how', onClick: () => undefined },
        },
      ]}
    />,
  );
  expect(one('button').textContent).toBe('Change how');
});

it('a telephone number can be pressed, and what else stands there cannot', async () => {
  await draw(<Telephone of="999, +44 1632 960-031, 01632 960031 ext. 4, somebody@example.org" />);
  expect(place.textContent).toBe(
    '999, +44 1632 960-031, 01632 960031 ext. 4, somebody@example.org',
  );
  const links = [...place.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  expect(links).toEqual(['tel:999', 'tel:+441632960031']);
});
