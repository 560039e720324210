// The desk: the queue, one's own conversations, and up to three of them side by side. This joins its parts.

import { call, live } from "./desk-api.js";
import { announce, byId, h } from "./desk-dom.js";
import { Kept } from "./desk-kept.js";
import { listen, showKeys } from "./desk-keys.js";
import { Know } from "./desk-know.js";
import { Options } from "./desk-options.js";
import { ring } from "./desk-ring.js";
import { Screen } from "./desk-screen.js";
import { Side } from "./desk-side.js";
import { Top, trouble } from "./desk-top.js";
import { Undo } from "./desk-undo.js";

const FRESH = 30_000; // ms that the standard replies are good for: beheer may change them while the desk is open

const followers = new Set(); // what has to be drawn again when the desk changed
let now = null;
let fresh = Date.now();

const { me, shortcuts } = JSON.parse(byId("desk-data").textContent);
const kept = new Kept(me);

/** What the parts need of the whole. */
const desk = {
	shortcuts,
	/** Asks for the standard replies again when they are old; returns whether it did. */
	async freshen() {
		if (Date.now() - fresh < FRESH) return false;
		fresh = Date.now();
		desk.shortcuts = (await call("shortcuts").catch(() => desk)).shortcuts;
		return true;
	},
	now: () => now,
	get me() { return now?.me ?? {}; },
	checks: () => now?.checks ?? [],
	lapsed: () => now?.lapsed ?? [],
	colleagues: () => now?.colleagues ?? [],
	teams: () => now?.teams ?? [],
	item: (conversation) => [...(now?.own ?? []), ...(now?.queue ?? [])].find((item) => item.conversation === conversation),
	/** Draws now and each time the desk changed, until what it returns is called. */
	follow(draw) { followers.add(draw); draw(); return () => followers.delete(draw); },
	claim,
	close: (pane, done) => screen.close(pane, done),
	closed: (conversation, told) => undo.offer(conversation, told),
	focused: (pane) => screen.focused(pane),
	look: (pane) => { if (pane === screen.current) know.follow(pane); },
	take,
	card: (item) => side.card(item),
	current: () => screen.current,
	keep: () => kept.soon(),
	typed: (conversation) => kept.take(conversation),
};
const options = new Options();
const side = new Side({ open: (conversation) => screen.open(conversation), claim });
const top = new Top(desk);
const screen = new Screen(desk, { changed: draw, next, here: () => top.presence({ presence: "aanwezig", reason: "" }) });
const undo = new Undo({ done: reopened, trouble: (told) => trouble(told, 8000) });
const know = new Know((text) => {
	const { current } = screen;
	if (!current?.mine) return false;
	if (current.field.mode === "note") current.field.turnTo("reply");
	current.field.insert(text);
	top.know(false);
	return true;
});

function draw() {
	know.follow(screen.current);
	if (now) side.draw(now, screen.current?.conversation);
	screen.drawNothing();
	kept.soon();
}

function take(next) {
	const before = now;
	now = next;
	if (before) ring(before, now, options, (conversation) => !document.hidden && screen.has(conversation));
	if (!before) kept.restore(screen);
	screen.take();
	for (const look of followers) look();
	draw();
}

async function claim(conversation) {
	try {
		await call(`conversations/${conversation}/claim`, {});
		announce("Je hebt het gesprek.");
	} catch (failed) {
		trouble(failed.message, 8000);
		screen.panes.get(conversation)?.load();
		return;
	}
	await reopened(conversation);
}

/** Puts a conversation that just became one's own on the screen, to type in. */
async function reopened(conversation) {
	const pane = screen.open(conversation, false);
	await pane.load();
	pane.field.focus();
}

function next() {
	const first = now?.queue[0];
	if (first) claim(first.conversation);
	else announce("Er wacht niemand.");
}

function step(by) {
	if (!now?.own.length) return;
	const at = now.own.findIndex((item) => item.conversation === screen.current?.conversation);
	screen.open(now.own[(at + by + now.own.length) % now.own.length].conversation);
}

const mine = (deed) => () => { if (screen.current?.mine) deed(screen.current); };
listen({
	KeyN: next,
	KeyA: () => screen.current?.field.focus(),
	KeyI: mine((pane) => pane.field.whisper.click()),
	KeyK: () => top.know(true),
	KeyO: mine((pane) => pane.moves.transfer()),
	KeyT: mine((pane) => pane.moves.handBack()),
	KeyS: () => screen.current?.deeds.querySelector(".closes button")?.focus(),
	KeyU: () => undo.now(),
	KeyX: () => { if (screen.current) screen.close(screen.current); },
	KeyZ: () => byId("q").focus(),
	KeyP: () => top.choose(),
	ArrowUp: () => step(-1),
	ArrowDown: () => step(1),
}, (which, form) => know.put(which, form));
byId("show-options").onclick = () => options.show();
byId("show-keys").onclick = showKeys;
options.onOpen = (conversation) => screen.open(conversation);

screen.layOut();
live({
	desk: take,
	conversation: ({ conversation }) => screen.heard(conversation),
	up() {
		trouble("");
		document.documentElement.dataset.live = "yes";
		screen.refresh(true);
	},
	down() {
		document.documentElement.dataset.live = "no";
		if (byId("trouble").hidden) trouble("De verbinding is weg. Ik probeer het opnieuw. Wat je typte blijft staan.");
	},
});
document.addEventListener("signed-out", () => {
	trouble("Je bent uitgelogd. ").append(h("a", { href: "/inloggen?next=/webcare", target: "_blank" }, "Log in in een nieuw tabblad"), ". Daarna gaat het hier vanzelf verder. Wat je typte blijft staan.");
});
