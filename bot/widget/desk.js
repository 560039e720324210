// The desk: the queue, one's own conversations, and up to three of them side by side.

import { call, live } from "./desk-api.js";
import { announce, ask, button, byId, fill, h } from "./desk-dom.js";
import { Know } from "./desk-know.js";
import { Options, showKeys } from "./desk-options.js";
import { Pane } from "./desk-pane.js";
import { PRESENCE, Side, titleOf } from "./desk-side.js";

const WIDEST = 3; // conversations side by side
const NARROWEST = 370; // px a conversation needs to read well
const { shortcuts } = JSON.parse(byId("desk-data").textContent);

let desk = null;
const panes = new Map(); // conversation → Pane, also those that are not on the screen: their drafts live here
let shown = []; // panes on the screen, from left to right
let current = null;
const followers = new Set(); // what has to be drawn again when the desk changed
const options = new Options();
const side = new Side({ open, claim });

const shared = {
	shortcuts,
	get me() { return desk?.me ?? {}; },
	checks: () => desk?.checks ?? [],
	colleagues: () => desk?.colleagues ?? [],
	teams: () => desk?.teams ?? [],
	/** Draws now and each time the desk changed, until what it returns is called. */
	follow(draw) { followers.add(draw); draw(); return () => followers.delete(draw); },
	claim,
	close,
	focused(pane) {
		if (current !== pane) { current = pane; draw(); }
		know.follow(pane);
	},
	look: (pane) => { if (pane === current) know.follow(pane); },
};
const know = new Know((text) => {
	if (!current?.mine) return false;
	if (current.field.mode === "note") current.field.turnTo("reply");
	current.field.insert(text);
	showKnow(false);
	return true;
});

function room() {
	return Math.max(1, Math.min(WIDEST, Math.floor(byId("panes").clientWidth / NARROWEST)));
}

/** Puts a conversation on the screen, in the place of the one that was left longest ago when there is no room. */
function open(conversation, focus = true) {
	const pane = panes.get(conversation) ?? new Pane(conversation, shared);
	panes.set(conversation, pane);
	pane.update(itemOf(conversation));
	if (!shown.includes(pane)) {
		while (shown.length >= room()) shown.splice(shown.indexOf([...shown].sort((a, b) => (a.seen ?? 0) - (b.seen ?? 0))[0]), 1);
		shown.push(pane);
	}
	pane.seen = Date.now();
	current = pane;
	layOut();
	if (pane.stale) pane.load();
	if (focus) (pane.mine && !pane.field.node.hidden ? pane.field : pane.title).focus();
	know.follow(pane);
	draw();
	return pane;
}

/** Takes a conversation off the screen; `done` also forgets what was typed in it. */
async function close(pane, done = false) {
	if (!done && !pane.mine && pane.unsent && !(await pane.mayLeave())) return;
	shown = shown.filter((other) => other !== pane);
	if (done || !pane.mine) panes.delete(pane.conversation);
	if (current === pane) current = shown.at(-1) ?? null;
	layOut();
	know.follow(current);
	draw();
	const next = current?.title ?? document.querySelector("#own button, #queue button") ?? byId("q");
	next.focus();
}

function layOut() {
	const area = byId("panes");
	const nodes = shown.map((pane) => pane.node);
	if (!nodes.length) nodes.push(h("div", { class: "empty", id: "nothing" }));
	for (const node of [...area.children]) if (!nodes.includes(node)) node.remove();
	nodes.forEach((node, i) => { if (area.children[i] !== node) area.insertBefore(node, area.children[i] ?? null); });
	area.style.setProperty("--panes", nodes.length);
	drawNothing();
}

const itemOf = (conversation) => [...(desk?.own ?? []), ...(desk?.queue ?? [])].find((item) => item.conversation === conversation);

async function claim(conversation) {
	try {
		await call(`conversations/${conversation}/claim`, {});
		announce("Je hebt het gesprek.");
	} catch (failed) {
		trouble(failed.message, 8000);
		panes.get(conversation)?.load();
		return;
	}
	const pane = open(conversation, false);
	await pane.load();
	pane.field.focus();
}

// ---- what the site sends

function onDesk(next) {
	const before = desk;
	desk = next;
	if (before) ring(before, next);
	for (const pane of panes.values()) {
		const item = itemOf(pane.conversation);
		// Gone from the desk: closed, handed back, erased, or given to a colleague. The conversation itself tells which.
		if (!item && pane.item && (pane.mine || pane.waits)) pane.load();
		else if (item && pane.item && (item.state !== pane.item.state || item.owner?.id !== pane.item.owner?.id)) pane.load();
		pane.update(item);
		pane.drawPending();
	}
	for (const look of followers) look();
	draw();
}

function onConversation({ conversation }) {
	const pane = panes.get(conversation);
	if (!pane) return;
	pane.stale = true;
	if (shown.includes(pane) && !document.hidden) pane.load();
}

function ring(before, now) {
	const known = new Set([...before.queue, ...before.own].map((item) => item.conversation));
	const fresh = now.queue.filter((item) => !known.has(item.conversation) && item.state === "waiting");
	if (fresh.length && now.me.presence === "aanwezig") {
		options.alert(fresh.some((item) => item.urgency > 1) ? "Er wacht iemand in nood" : "Er wacht iemand", titleOf(fresh[0]), fresh[0].conversation);
		announce(`Nieuw in de rij: ${titleOf(fresh[0])}.`);
	}
	for (const item of now.own) {
		const was = before.own.find((other) => other.conversation === item.conversation);
		if (!was) { if (!known.has(item.conversation)) options.alert("Een collega gaf je een gesprek", item.topic_title, item.conversation); continue; }
		const watching = !document.hidden && shown.some((pane) => pane.conversation === item.conversation);
		if (item.unread > was.unread && !watching) {
			options.alert("Nieuw bericht", item.topic_title || item.code, item.conversation);
			announce(`Nieuw bericht in gesprek ${item.code}.`);
		}
	}
}

// ---- the left side and the empty middle

function draw() {
	if (!desk) return;
	side.draw(desk, current?.conversation);
	drawNothing();
}

function drawNothing() {
	const node = byId("nothing");
	if (!node || !desk) return;
	const parts = [];
	if (desk.queue.length) {
		parts.push(h("p", {}, h("strong", {}, desk.queue.length === 1 ? "Er wacht 1 gesprek." : `Er wachten ${desk.queue.length} gesprekken.`)), button("Neem de volgende", next, { class: "", "data-key": "next" }), h("p", { class: "small" }, "Of druk op Alt+N."));
	} else {
		parts.push(h("p", {}, h("strong", {}, "Er wacht niemand.")), h("p", {}, "Een nieuw gesprek verschijnt hier vanzelf."));
	}
	if (desk.me.presence !== "aanwezig") {
		parts.push(h("p", {}, "Je staat niet op aanwezig. De chatbot biedt alleen een medewerker aan als er iemand is."), button("Zet mij op aanwezig", () => presence({ presence: "aanwezig", reason: "" }), { "data-key": "here" }));
	}
	parts.push(h("p", { class: "small" }, "Een publieke vraag van X of Facebook? Ga naar ", h("a", { href: "/webcare/openbaar" }, "Openbaar antwoorden"), ". Druk op ? voor alle sneltoetsen."));
	fill(node, JSON.stringify([desk.queue.length, desk.me.presence]), () => parts);
}

function next() {
	const first = desk?.queue[0];
	if (first) claim(first.conversation);
	else announce("Er wacht niemand.");
}

// ---- the top

let quiet = 0;
function trouble(text, during = 0) {
	const node = byId("trouble");
	node.replaceChildren(text);
	node.hidden = !text;
	clearTimeout(quiet);
	if (during) quiet = setTimeout(() => trouble(""), during);
	return node;
}

async function presence(said) {
	try {
		await call("presence", said);
		onDesk(await call("desk"));
	} catch (failed) {
		trouble(failed.message, 8000);
	}
}

async function choosePresence() {
	const choice = (value) => h("label", { class: "tick" }, h("input", { type: "radio", name: "presence", value, checked: desk?.me.presence === value }), PRESENCE[value]);
	const said = await ask("Ben je er?", [h("fieldset", {}, h("legend", { class: "hidden" }, "Aanwezigheid"), Object.keys(PRESENCE).map(choice)),
		h("label", {}, "Reden (mag leeg blijven)", h("input", { name: "reason", maxlength: "60", list: "reasons", autocomplete: "off" })),
		h("datalist", { id: "reasons" }, ["Lunch", "Overleg", "Training", "Even weg"].map((value) => h("option", { value })))]);
	if (said?.presence) presence({ presence: said.presence, reason: said.reason });
}

async function search(event) {
	event.preventDefault();
	const words = byId("q").value.trim();
	byId("found-part").hidden = !words;
	if (!words) return;
	try {
		const found = await call(`search?q=${encodeURIComponent(words)}`);
		const { items } = found;
		byId("found").replaceChildren(...(items.length ? items.map((item) => h("li", {}, side.card(item))) : [h("li", { class: "small" }, "Niets gevonden. Zoek op de code van het belbriefje, of op een woord uit het gesprek.")]));
		announce(`${items.length} gevonden.`);
		byId("found").querySelector("button")?.focus();
	} catch (failed) {
		trouble(failed.message, 8000);
	}
}

byId("presence").onclick = choosePresence;
byId("search").onsubmit = search;
byId("q").oninput = () => { if (!byId("q").value) byId("found-part").hidden = true; };
byId("show-options").onclick = () => options.show();
byId("show-keys").onclick = showKeys;
byId("show-know").onclick = () => showKnow(!byId("know").classList.contains("open"));
byId("hide-know").onclick = () => showKnow(false);
byId("know").onkeydown = (event) => { if (event.key === "Escape") showKnow(false); };

/** On a tablet knowledge opens over the conversation; on a wide screen it is always there. */
function showKnow(on) {
	byId("know").classList.toggle("open", on);
	byId("show-know").setAttribute("aria-expanded", String(on));
	if (on) know.field.focus();
	else if (current?.mine) current.field.focus();
	else byId("show-know").focus();
}

// ---- the keyboard

function step(by) {
	if (!desk?.own.length) return;
	const at = desk.own.findIndex((item) => item.conversation === current?.conversation);
	open(desk.own[(at + by + desk.own.length) % desk.own.length].conversation);
}

const KEYS = {
	KeyN: next,
	KeyA: () => current?.field.focus(),
	KeyI: () => { if (current?.mine) current.field.whisper.click(); },
	KeyK: () => showKnow(true),
	KeyO: () => { if (current?.mine) current.moves.transfer(); },
	KeyT: () => { if (current?.mine) current.moves.handBack(); },
	KeyS: () => current?.deeds.querySelector(".closes button")?.focus(),
	KeyX: () => { if (current) close(current); },
	KeyZ: () => byId("q").focus(),
	KeyP: choosePresence,
	KeyH: showKeys,
	ArrowUp: () => step(-1),
	ArrowDown: () => step(1),
};

document.addEventListener("keydown", (event) => {
	if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey) return;
	const typing = event.target.matches("input, textarea, select");
	if (event.key === "?" && !typing) { event.preventDefault(); showKeys(); return; }
	if (!event.altKey) return;
	const answer = /^Digit([123])$/.exec(event.code);
	if (answer) know.put(answer[1] - 1, event.shiftKey ? "long" : "short");
	else if (KEYS[event.code]) KEYS[event.code]();
	else return;
	event.preventDefault();
});

window.addEventListener("beforeunload", (event) => {
	if ([...panes.values()].some((pane) => pane.unsent)) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
	if (!document.hidden) for (const pane of shown) if (pane.stale) pane.load();
});
window.addEventListener("resize", () => {
	if (shown.length <= room()) return;
	shown = shown.filter((pane) => pane !== current).slice(0, room() - 1).concat(current ?? []);
	layOut();
	draw();
});
options.onOpen = open;

layOut();
live({
	desk: onDesk,
	conversation: onConversation,
	up() {
		trouble("");
		document.documentElement.dataset.live = "yes";
		for (const pane of panes.values()) { pane.stale = true; if (shown.includes(pane)) pane.load(); }
	},
	down() {
		document.documentElement.dataset.live = "no";
		if (byId("trouble").hidden) trouble("De verbinding is weg. Ik probeer het opnieuw. Wat je typte blijft staan.");
	},
});
document.addEventListener("signed-out", () => {
	trouble("Je bent uitgelogd. ").append(h("a", { href: "/inloggen?next=/webcare", target: "_blank" }, "Log in in een nieuw tabblad"), ". Daarna gaat het hier vanzelf verder. Wat je typte blijft staan.");
});
