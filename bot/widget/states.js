/** Fixture: every state of <belasting-chat> on states.html#name, fed by a fake transport. For tests only. */
import { ChatError } from "./api.js";
import "./belasting-chat.js";

const at = (minute) => `2026-11-21T10:${String(minute).padStart(2, "0")}:00+01:00`;
let seq = 0;
const say = (role, text, more = {}) => ({ seq: ++seq, at: at(10 + seq), role, text, topic: null, outcome: null, cue: null, confidence: null, sources: [], choices: [], masked: [], ...more });

const source = { title: "Uitstel aanvragen voor je aangifte", url: "https://www.belastingdienst.nl/uitstel", checked: "2026-11-03" };
const greeting = say("chatbot", "Hallo. Ik ben een chatbot en geen mens. Ik geef uitleg over je belastingaangifte en over toeslagen. Ik kan niet in jouw gegevens kijken.\n\nTyp hier geen burgerservicenummer of wachtwoord. Liever iemand spreken? Typ dan: medewerker.", { outcome: "sociaal" });
const question = say("burger", "Hoe vraag ik uitstel aan voor mijn aangifte? Mijn nummer is [bsn]", { masked: ["bsn"] });
const answer = say("chatbot", "Ja, je kunt uitstel aanvragen. Doe dat voor 1 mei 2027.\n\nZo vraag je het aan:\n1. Log in op Mijn Belastingdienst.\n2. Kies “Uitstel aanvragen”.\n3. Verstuur je aanvraag.\n\nLukt het niet? Bel gratis 0800 - 0543.", { topic: "aangifte.uitstel", outcome: "antwoord", confidence: 0.93, sources: [source] });
const unclear = say("chatbot", "Gaat het over zorgtoeslag of over huurtoeslag?", { outcome: "verduidelijking", choices: [{ label: "Zorgtoeslag", choice: "zorgtoeslag" }, { label: "Huurtoeslag", choice: "huurtoeslag" }, { label: "Iets anders", choice: "iets_anders" }] });
const twoSources = say("chatbot", "Dat hangt af van je inkomen. Heb je een partner? Dan telt dat inkomen mee.", { outcome: "antwoord", sources: [source, { title: "Inkomen en toeslagen", url: "https://www.toeslagen.nl/inkomen", checked: "2026-11-01" }] });
const handover = say("chatbot", "Een medewerker kan in je gegevens kijken en je verder helpen.\n\nBel gratis de BelastingTelefoon: 0800 - 0543. Maandag tot en met donderdag: 8.00 - 20.00 uur. Vrijdag: 8.00 - 17.00 uur.", { topic: "persoonlijk.status_aangifte", outcome: "overdracht", slip: { title: "Belbriefje", lines: ["Bel gratis: 0800 - 0543", "Je vraag gaat over: uitstel voor je aangifte", "Houd je brief en je burgerservicenummer bij de hand"], code: "K7-42" } });
const connected = say("systeem", "Je praat nu met Anne, een mens. Die ziet het hele gesprek.");
const staff = say("medewerker", "Goedemorgen. Ik heb je gesprek gelezen. Je hoeft je vraag niet te herhalen.", { by: "Anne" });
const words75 = Array.from({ length: 5 }, () => "Je kunt je aangifte nog aanpassen als je iets bent vergeten of verkeerd hebt ingevuld.").join(" ");
const long = say("chatbot", [words75, words75, words75].join("\n\n"), { outcome: "antwoord", sources: [source] });
const longQuestion = say("burger", "Donaudampfschifffahrtsgesellschaft".repeat(6));
const longWords = say("chatbot", "Arbeidsongeschiktheidsverzekeringsmaatschappijenoverkoepelendeorganisatiesvoorzittersverkiezing.\n\n[Arbeidsongeschiktheidsverzekeringsmaatschappijen](https://www.belastingdienst.nl/een/heel/lange/weg/zonder/spaties)", { outcome: "antwoord", sources: [{ ...source, title: "Kindgebondenbudgetberekeningsgrondslagwijzigingsformulier" }] });

const talk = [greeting, question, answer];
const never = () => new Promise(() => {});
const type = (chat, text, send = true) => {
	chat.draft(text);
	if (send) click(chat, "form .primary");
};
const click = (chat, selector) => chat.shadowRoot.querySelector(selector).click();
const fails = (...error) => ({ send: () => Promise.reject(new ChatError(...error)) });

// name: [messages, state, transport's own methods, what happens next]
export const states = {
	greeting: [[greeting]],
	question: [[greeting, question]],
	answer: [talk],
	details: [[greeting, question, twoSources], null, {}, (chat) => click(chat, "summary")],
	choices: [[greeting, unclear]],
	choices_old: [[greeting, unclear, say("burger", "Zorgtoeslag"), answer]],
	feedback: [talk, null, {}, (chat) => click(chat, ".thumb")],
	feedback_sent: [talk, null, {}, (chat) => { click(chat, ".thumb"); click(chat, ".remark .button"); }],
	sending: [talk, null, { send: never }, (chat) => type(chat, "Kan ik mijn aangifte nog aanpassen?")],
	unsent: [talk, null, fails(0), (chat) => type(chat, "Kan ik mijn aangifte nog aanpassen?")],
	not_sent: [talk, null, fails(500), (chat) => type(chat, "Kan ik mijn aangifte nog aanpassen?")],
	too_long: [talk, null, fails(413, "Je bericht is te lang. Maak het korter."), (chat) => type(chat, "Kan ik mijn aangifte nog aanpassen?")],
	too_many: [talk, null, fails(429, "Even wachten.", 30), (chat) => type(chat, "Kan ik mijn aangifte nog aanpassen?")],
	counter: [talk, null, {}, (chat) => type(chat, "a".repeat(950), false)],
	counter_over: [talk, null, {}, (chat) => type(chat, "woord ".repeat(170))],
	thinking: [[greeting, question], { state: "thinking" }],
	engine_starting: [[greeting, question], { state: "thinking", engine: "starting" }],
	not_started: [[], null, { start: () => Promise.reject(new ChatError(0)) }],
	offline: [talk, null, { linked: false }],
	unreachable: [[], null, { start: () => Promise.reject(new ChatError(503, "De chatbot neemt nu geen nieuwe gesprekken aan. Probeer het later opnieuw.")) }],
	handover: [[greeting, question, handover], { state: "idle" }],
	waiting: [[greeting, question], { state: "waiting", place: 3, text: "Je wacht op een medewerker. Je bent nummer 3 in de rij." }],
	with_staff: [[greeting, question, connected, staff], { state: "with_staff", text: "Je praat nu met een mens: Anne." }],
	staff_typing: [[greeting, question, connected, staff], { state: "with_staff", staff_typing: true, text: "De medewerker typt." }],
	closed: [[greeting, question, connected, staff], { state: "closed" }],
	menu: [talk, null, {}, (chat) => click(chat, ".head .quiet")],
	dialog: [talk, null, {}, (chat) => click(chat, ".menu li:last-child .button")],
	long_words: [[greeting, longQuestion, longWords]],
	long_bubbles: [[greeting, question, long]],
	launcher: [talk],
	launcher_open: [talk, null, {}, (chat) => click(chat, ".launcher")],
};

/** Answers from memory. `chat.transport.push(message)` plays the server's part in a test. */
function fake([messages, state, own = {}]) {
	let on;
	return {
		calls: [],
		start: () => Promise.resolve({ conversation: "c1", token: "t", messages }),
		messages: () => Promise.resolve({ messages: [], state: "idle" }),
		async send(chat, body) {
			this.calls.push(body);
			return { seq: ++seq };
		},
		async feedback(chat, body) { this.calls.push(body); },
		async erase() { this.calls.push("erase"); },
		listen(chat, after, handlers) {
			on = handlers;
			if (state) on.state(state);
			if (own.linked === false) on.link(false);
			return () => {};
		},
		push: (message) => on.message({ seq: ++seq, at: at(40), ...message }),
		state: (value) => on.state(value),
		link: (up) => on.link(up),
		...own,
	};
}

function show() {
	const name = location.hash.slice(1) || "greeting";
	const chat = document.createElement("belasting-chat");
	localStorage.clear();
	sessionStorage.clear();
	chat.transport = fake(states[name]);
	chat.setAttribute("service-name", "Belastingchat");
	chat.setAttribute("notice", "Proefopstelling: dit is niet de website van de Belastingdienst");
	if (name.startsWith("launcher")) chat.setAttribute("launcher", "");
	document.querySelector("#chat").replaceChildren(chat);
	const ready = () => {
		if (chat.shadowRoot.querySelector(".frame").hidden) return requestAnimationFrame(ready);
		states[name][3]?.(chat);
		setTimeout(() => { document.documentElement.dataset.shown = name; }, 50);
	};
	setTimeout(ready, 20);
}

document.querySelector("nav").append(...Object.keys(states).flatMap((name) => {
	const link = document.createElement("a");
	link.href = `#${name}`;
	link.textContent = name;
	return [link, " "];
}));
addEventListener("hashchange", () => location.reload());
show();
