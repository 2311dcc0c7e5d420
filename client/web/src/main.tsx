import { render } from 'preact';
import { App } from './app.tsx';
import { missing } from './needs.ts';
import { startRouter } from './router.ts';
import { loadScheme } from './scheme.ts';
import { startScreens } from './screens.ts';
import './styles/main.scss';
import { texts } from './texts/texts.ts';
import { startVisits } from './visit.ts';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no place for the page');

document.title = texts.app.title;
document.documentElement.lang = texts.app.language;
startRouter();
startScreens();
const lacks = missing();
if (lacks.length === 0) {
  startVisits();
  void loadScheme();
}
render(<App lacks={lacks} />, page);

// What was shown is gone when the page is left, also from the copy that browsers keep for Back.
window.addEventListener('pagehide', () => render(null, page));
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
