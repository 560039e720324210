// Says on every page of staff that somebody of webcare is there: citizens in the desk are not let go for another page.

import { call } from "./desk-api.js";
import { forget } from "./desk-kept.js";

const EVERY = 15_000; // ms; the site lets conversations go after a minute without a sign
const line = document.getElementById("still-at-desk"); // not on the desk itself
let acted = true; // opening or reloading a page is work too

for (const kind of ["keydown", "pointerdown", "wheel"]) document.addEventListener(kind, () => { acted = true; }, { passive: true });

const words = ({ own, owed, away }) => {
	const having = own === 1 ? "Je hebt 1 gesprek in de werkbak." : `Je hebt ${own} gesprekken in de werkbak.`;
	if (own) return owed ? `${having} ${owed === 1 ? "1 burger wacht" : `${owed} burgers wachten`} op je antwoord.` : having;
	return away && `Je staat op afwezig: ${away}.`;
};

async function beat() {
	if (!line && !acted) return; // the stream of the desk says that it is open
	const body = { acted };
	acted = false;
	try {
		const told = words(await call("here", body));
		if (!line) return;
		const text = line.querySelector("span");
		if (text.textContent !== told) text.textContent = told;
		line.hidden = !told;
	} catch {
		acted ||= body.acted; // the next sign is soon
	}
}

// What was half typed at the desk goes with who signs out, also from another page.
document.querySelector('form[action="/uitloggen"]')?.addEventListener("submit", forget);

beat();
setInterval(beat, EVERY);
// A page that sleeps in another tab counts slowly; who comes back is there at once.
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
