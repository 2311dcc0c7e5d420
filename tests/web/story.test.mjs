// The main job through the pages, without a mouse: a colleague asks one supporter, they meet three times,
// it ends, and another supporter has learnt nothing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { kept, nothing } from './rig/look.mjs';
import { Person, texts } from './rig/people.mjs';
import { paths } from './rig/texts.mjs';
import { world } from './rig/world.mjs';

const phone = '01632 960123';

describe('the whole story', { timeout: 900_000 }, () => {
  let here;
  let colleague;
  let supporter;
  let other;
  let colleagueWords;
  let supporterWords;
  before(async () => {
    here = await world();
    colleague = await Person.at(here, 'colleague');
    supporter = await Person.at(here, 'supporter');
    other = await Person.at(here, 'other');
    for (const person of [colleague, supporter]) {
      person.looking = true;
      person.withoutMouse();
    }
    supporterWords = here.scheme.words('rowan');
  });
  after(async () => {
    for (const person of [colleague, supporter, other]) await person?.close();
    await here?.close();
  });

  it('a colleague opens a locker with a slip', async () => {
    colleagueWords = await colleague.enrol(here.scheme.takeSlip(), 'colleague');
    await colleague.says(texts.personal.home.firstTime).waitFor();
    await colleague.look('home-empty');
  });

  it('and says how they like to be contacted, nothing else', async () => {
    await colleague.enquire('Dr Rowan Example', 'phone', phone);
    await colleague.goHome();
    await colleague.says(texts.colleague.states.waiting.text).waitFor();
    await colleague.look('home-waiting');
    await colleague.leave();
  });

  it('the supporter reads it, accepts, and offers times', async () => {
    const enquiry = () => supporter.says(texts.supporter.states.enquiry.text);
    await supporter.until(supporterWords, 'supporter', enquiry);
    await supporter.look('home-enquiry');
    await supporter.accept();
    assert.match(await supporter.textOf(), new RegExp(phone));
    await supporter.offer(
      ['7', '1', '2030', '17:30', 'Room 4'],
      ['8', '1', '2030', '12pm', 'Seminar room <b>2</b>'],
    );
    await supporter.leave();
  });

  for (const meeting of [1, 2, 3]) {
    it(`meeting ${meeting}: chosen, agreed, held`, async () => {
      colleague.looking = supporter.looking = meeting !== 2;
      const offered = () => colleague.says(texts.colleague.states.offered.text);
      await colleague.until(colleagueWords, 'colleague', offered);
      await colleague.choose(1);
      if (meeting === 1) {
        const words = await colleague.safetyWords();
        await colleague.leave();
        const agreed = () => supporter.says(texts.supporter.states.agreed.text);
        await supporter.until(supporterWords, 'supporter', agreed);
        await supporter.look('home-agreed');
        await supporter.seeMore();
        assert.deepEqual(await supporter.safetyWords(), words);
      } else {
        await colleague.leave();
        const agreed = () => supporter.says(texts.supporter.states.agreed.text);
        await supporter.until(supporterWords, 'supporter', agreed);
        await supporter.seeMore();
      }
      await supporter.look(`agreed-${meeting}`);
      await supporter.held();
      if (meeting < 3) {
        await supporter.says(texts.supporter.states.offer.text).waitFor();
        await supporter.offer(['9', `${meeting}`, '2030', '5:30pm', 'by phone']);
      }
      if (meeting < 3) await supporter.leave();
    });
  }

  it('a fourth meeting does not exist', async () => {
    await supporter.heading(texts.supporter.support.headings.ended).waitFor();
    await supporter.says(texts.personal.ends.three_held).waitFor();
    assert.equal(await supporter.button(texts.supporter.support.offer).count(), 0);
    assert.doesNotMatch(await supporter.textOf(), new RegExp(phone));
    await supporter.look('ended');
    await supporter.back();
    await supporter.press(texts.supporter.links.counts);
    await supporter.heading(texts.supporter.counts.heading).waitFor();
    await supporter.look('counts');
    await supporter.leave();
  });

  it('it has ended for the colleague too', async () => {
    const ended = () => colleague.says(texts.personal.ends.three_held);
    await colleague.until(colleagueWords, 'colleague', ended);
    await colleague.look('home-ended');
    await colleague.seeMore();
    await colleague.heading(texts.colleague.ended.heading).waitFor();
    assert.equal(await colleague.button(texts.colleague.support.chooseTime).count(), 0);
    await colleague.look('ended');
    await colleague.leave();
  });

  it('the other supporter has learnt nothing', async () => {
    await other.open(here.scheme.words('ash'), 'supporter');
    await other.page.waitForTimeout(5_000);
    await other.says(texts.supporter.home.none).waitFor();
    assert.doesNotMatch(await other.textOf(), new RegExp(`${phone}|Rowan`));
    await other.leave();
  });

  it('nobody asked another place, and no address says anything', () => {
    for (const person of [colleague, supporter, other]) {
      for (const address of person.visitor.requests) {
        assert.ok(address.startsWith(`${here.address}/`) || address.startsWith('blob:'), address);
      }
      assert.deepEqual(person.visitor.problems, []);
    }
    const known = new RegExp(
      `^(${paths.join('|')}|/leave|/left|/checkpoint|/log|/policy|/directory|/gateway|/assets/[\\w.-]+` +
        '|/boards/(enquiries|replies|envelopes)/\\d+(-list)?)$',
    );
    for (const { method, url, status, host } of here.proxy.seen) {
      assert.match(url, known);
      assert.equal(`http://${host}`, here.address);
      assert.equal(method, url === '/gateway' ? 'POST' : 'GET');
      assert.ok(status < 500, `${url} ${status}`);
    }
  });

  it('nothing was kept in any of the browsers', async () => {
    for (const person of [colleague, supporter, other]) {
      assert.deepEqual(await kept(person.visitor), nothing);
    }
  });
});
