// The keyboard: one table of what each key says it does and does.

import { ask, h } from "./desk-dom.js";

/** What stands in the list of keys and belongs to a field; the others are in `deeds`. */
const IN_THE_FIELD = [["Enter", "verstuur; Shift+Enter is een nieuwe regel"], ["/", "sneltoetsen, aan het begin van een woord"],
	["Alt+1, 2, 3", "voeg het korte antwoord in; met Shift erbij het lange"]];
const WORDS = {
	KeyN: "neem de volgende uit de rij", ArrowDown: "volgende van jouw gesprekken", ArrowUp: "vorige van jouw gesprekken",
	KeyA: "naar je antwoord", KeyI: "fluister een notitie, of weer antwoorden", KeyK: "zoek een antwoord", KeyO: "draag over",
	KeyT: "terug naar de chatbot", KeyS: "sluit af: kies een uitkomst", KeyU: "maak het afsluiten ongedaan",
	KeyX: "haal het venster weg", KeyZ: "zoek een gesprek", KeyP: "aanwezig, pauze of afwezig", KeyH: "deze lijst, net als ?",
};
const NAMES = { ArrowDown: "↓", ArrowUp: "↑" };

/** Listens to the keys. `deeds` has what each key of WORDS does; `insert` gets the number of an answer and its form. */
export function listen(deeds, insert) {
	const all = { ...deeds, KeyH: showKeys };
	document.addEventListener("keydown", (event) => {
		if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey) return;
		const typing = event.target.matches("input, textarea, select");
		if (event.key === "?" && !typing) { event.preventDefault(); showKeys(); return; }
		if (!event.altKey) return;
		const answer = /^Digit([123])$/.exec(event.code);
		if (answer) insert(answer[1] - 1, event.shiftKey ? "long" : "short");
		else if (all[event.code]) all[event.code]();
		else return;
		event.preventDefault();
	});
}

/** Shows the keys. */
export function showKeys() {
	const keys = [...Object.entries(WORDS).map(([code, what]) => [`Alt+${NAMES[code] ?? code.slice(3)}`, what]), ...IN_THE_FIELD];
	ask("Toetsen", h("dl", { class: "keys" }, keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])), { yes: "", no: "Sluit" });
}
