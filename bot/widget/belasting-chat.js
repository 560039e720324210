/**
 * <belasting-chat>: the citizen's chat, inline or (attribute `launcher`) behind a button.
 * Attributes: service-name, notice, base, start, max-length, launcher. Property: transport.
 * Sets the attribute `talking` once the citizen has said something, for the page around it.
 */
import { ChatError, HttpTransport, pause } from "./api.js";
import { texts } from "./texts.nl.js";
import { unsent } from "./unsent.js";
import { button, download, feedback, field, h, icon, inline, transcript, turn } from "./view.js";

const RATED_OUTCOMES = ["antwoord", "overdracht", "afbakening"];
const OFFER = "aanbod";
const THINKING_AFTER = 1_000; // no indicator for what is answered at once
const COUNT_LAST = 0.2;
const TYPING = 3_000;
const LONGEST_WAIT = 30_000; // between two tries to send over a dead line

// What the house says of the queue or of itself has the outcome of a handover, and is no answer to anything.
const isAnswer = ({ role, outcome, topic, cue }) => role === "chatbot" && topic && cue !== OFFER && RATED_OUTCOMES.includes(outcome);
const disable = (node, off) => node.setAttribute("aria-disabled", off);
const disabled = (node) => node?.getAttribute("aria-disabled") === "true"; // keeps focus, unlike `disabled`
const known = (state) => (typeof state === "string" ? { state } : { state: "idle", ...state });

export class BelastingChat extends HTMLElement {
	#chat = null; // {conversation, token}
	#messages = []; // by seq
	#pending = []; // sent here, not seen back yet: {body, text, li, conversation?, seq?, away?}
	#state = known();
	#up = true;
	#problem = ""; // why there is no conversation at all
	#sentAt = 0;
	#typedAt = 0;
	#queue = Promise.resolve(); // messages leave one by one, in the order typed
	#ready = null;
	#losing = null;
	#wake = () => {}; // tries at once what waits for the line
	#feedback = null;
	#shown = 0; // where we scrolled to; further up the citizen reads back
	#newest = null; // the turn that we scrolled to
	#asked = false; // since this page was opened: before that the page around the chat stays where it is
	#stop = () => {};

	connectedCallback() {
		if (this.shadowRoot) return;
		const base = this.getAttribute("base") ?? "";
		this.transport ??= new HttpTransport(base);
		this.store = store(`belasting-chat:${base}`);
		this.unsent = unsent(`belasting-chat:${base}:unsent`);
		this.limit = Number(this.getAttribute("max-length")) || 1000;
		this.attachShadow({ mode: "open" });
		this.#build(this.hasAttribute("launcher"));
		addEventListener("pagehide", () => this.#feedback?.flush());
		const { draft, messages } = this.unsent.load();
		this.input.value = draft;
		this.#count();
		messages.forEach((message) => this.#queueUp(message));
		if (!this.launcher || messages.length) this.#ready ??= this.#restore(this.store.load());
		this.#pending.forEach((item) => this.#dispatch(item));
	}

	/** Puts a question in the box. */
	draft(text) {
		if (this.launcher) this.#toggle(true);
		this.input.value = text;
		this.#typed();
		this.input.focus();
	}

	#build(floating) {
		const [name, notice] = ["service-name", "notice"].map((key) => this.getAttribute(key));
		const keep = (key, node) => (this[key] = node);
		const item = (text, work) => h("li", {}, button(text, () => { this.#menu(false, true); work(); }));
		const elsewhere = ({ target }) => [this.menu, this.menuButton].some((node) => node.contains(target)) || this.#menu(false);
		keep("panel", h("section", { class: `panel ${floating ? "floating" : ""}`, role: floating ? "dialog" : "region", "aria-label": name ?? texts.who.chatbot, hidden: floating, onkeydown: (event) => this.#escape(event) },
			h("header", { class: "head" },
				icon("chat"), h("h2", {}, name ?? texts.who.chatbot),
				keep("menuButton", button([icon("menu"), texts.menu], () => this.#menu(this.menu.hidden), "quiet", { "aria-expanded": "false", "aria-controls": "menu" })),
				floating && button(icon("close"), () => this.#toggle(false), "quiet", { "aria-label": texts.close }),
				keep("menu", h("ul", { class: "menu", id: "menu", hidden: true },
					item(texts.save, () => this.#save()),
					item(texts.fresh, () => this.#ask("fresh")),
					item(texts.erase, () => this.#ask("erase"))))),
			notice && h("p", { class: "notice" }, notice),
			keep("log", h("div", { class: "log", role: "log", "aria-label": texts.log, "aria-live": "off", tabindex: "0" },
				keep("list", h("ol", { class: "turns", role: "list" })))),
			keep("status", h("div", { class: "status", hidden: true })),
			h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
				keep("person", button([icon("person"), texts.person], () => this.#choose({ choice: "medewerker", label: texts.person }), "person")),
				h("label", { for: "question" }, texts.label),
				h("p", { class: "small", id: "hint" }, texts.hint),
				h("div", { class: "row" },
					keep("input", field({ id: "question", rows: 1, "aria-describedby": "hint error", oninput: () => this.#typed(), onkeydown: (event) => this.#enter(event) })),
					keep("sendButton", button([icon("send"), texts.send], null, "primary", { type: "submit" }))),
				keep("counter", h("p", { hidden: true })),
				keep("error", h("p", { class: "error", id: "error", hidden: true })))));

		for (const kind of ["pointerdown", "focusin"]) this.panel.addEventListener(kind, elsewhere);

		const frame = h("div", { lang: "nl", class: "frame", hidden: true }, // unstyled content would flash
			floating && keep("launcher", button([icon("chat"), keep("launcherText", h("span", {}, texts.launcher))], () => this.#toggle(this.panel.hidden), "primary launcher", { "aria-expanded": "false" })),
			this.panel,
			keep("dialog", h("dialog", { "aria-labelledby": "title", "aria-describedby": "text" })),
			keep("announcer", h("div", { class: "visually-hidden", "aria-live": "polite" })));
		const shown = () => { frame.hidden = false; this.#follow(); };
		this.shadowRoot.append(h("link", { rel: "stylesheet", href: new URL("belasting-chat.css", import.meta.url), onload: shown, onerror: shown }), frame);
	}

	#escape({ key }) {
		if (key !== "Escape") return;
		if (!this.menu.hidden) this.#menu(false, true);
		else if (this.launcher) this.#toggle(false);
	}

	#menu(show, focus) {
		this.menu.hidden = !show;
		this.menuButton.setAttribute("aria-expanded", show);
		if (focus) this.menuButton.focus();
	}

	#toggle(open) {
		this.panel.hidden = !open;
		this.launcher.setAttribute("aria-expanded", open);
		this.launcherText.textContent = texts.launcher;
		this.#menu(false);
		if (open) this.#ready ??= this.#restore(this.store.load());
		(open ? this.input : this.launcher).focus();
		this.#follow();
	}

	get #topic() {
		const topic = this.getAttribute("start") ?? new URLSearchParams(location.search).get("onderwerp");
		return /^[\w.-]{1,64}$/.test(topic ?? "") ? topic : "";
	}

	async #restore(saved) {
		if (!saved) return this.#begin();
		try {
			const { messages, state } = await this.transport.messages(saved, 0);
			// A link to another topic starts afresh, unless a person is there or on the way.
			const other = this.#topic && this.#topic !== saved.start;
			if (other && !state.text) return this.#begin();
			this.#adopt(saved, messages, saved.lastSeq ?? 0);
			this.#setState(state);
		} catch (error) {
			return error.status === 404 ? this.#begin() : this.#fail(error);
		}
	}

	async #begin() {
		const start = this.#topic;
		try {
			const { conversation, token, messages } = await this.transport.start(start);
			this.#clear();
			this.store.save({ conversation, token, start });
			this.#adopt({ conversation, token }, messages, 0);
		} catch (error) {
			this.#fail(error);
		}
	}

	#adopt({ conversation, token }, messages, heard) {
		this.#chat = { conversation, token };
		this.#problem = "";
		messages.forEach((message) => this.#receive(message, message.seq > heard));
		this.#listen();
		this.#wake();
		this.#showStatus();
	}

	#listen() {
		this.#stop();
		this.#stop = this.transport.listen(this.#chat, this.#messages.at(-1)?.seq ?? 0, {
			message: (message) => this.#receive(message, true),
			state: (state) => this.#setState(state),
			link: (up) => {
				this.#up = up;
				if (up) this.#wake();
				this.#showStatus();
			},
			lost: () => this.#lost(),
		});
	}

	#fail(error) {
		if (!error.status) console.error(error);
		this.#problem = (error.status && error.message) || texts.unreachable;
		this.#showStatus();
	}

	/** Erased (maybe in another tab) or expired: go on in a new one. */
	#lost() {
		return (this.#losing ??= (async () => {
			const saved = this.store.load();
			const elsewhere = saved && saved.token !== this.#chat?.token;
			this.#clear();
			await (this.#ready = elsewhere ? this.#restore(saved) : this.#begin());
			this.#losing = null;
		})());
	}

	#clear() {
		this.#stop();
		this.#chat = this.#feedback = null;
		this.#messages = [];
		this.#state = known();
		this.#up = true;
		this.list.replaceChildren(...this.#pending.map(({ li }) => li));
		this.#retireChoices();
		this.#error("");
		this.#showStatus();
	}

	#ask(kind) {
		const [title, text, yes] = texts.confirm[kind];
		this.dialog.replaceChildren(
			h("h2", { id: "title" }, title), h("p", { id: "text" }, text),
			h("div", { class: "choices" },
				button(texts.cancel, () => this.dialog.close()),
				button(yes, () => this.dialog.close("yes"), "primary")));
		this.dialog.returnValue = "";
		this.dialog.onclose = () => (this.dialog.returnValue ? this.#renew(kind === "erase") : this.menuButton.focus());
		this.dialog.showModal();
	}

	async #renew(erase) {
		try {
			if (erase && this.#chat) await this.transport.erase(this.#chat);
		} catch (error) {
			if (error.status !== 404) return this.#error(texts.notErased);
		}
		if (erase) this.#say(texts.erased);
		else if (this.#chat) this.transport.leave?.(this.#chat);
		this.#pending = [];
		if (erase) this.input.value = "";
		this.#keep();
		this.#wake();
		this.store.save(null);
		this.#clear();
		await (this.#ready = this.#begin());
		this.input.focus();
	}

	#save() {
		download(texts.saveFile(new Date().toISOString().slice(0, 10)), transcript(this.panel.ariaLabel, this.#messages));
	}

	// Another tab may have begun another conversation: never write ours over it.
	#remember(changes) {
		const saved = this.store.load();
		if (saved && saved.token === this.#chat?.token) this.store.save({ ...saved, ...changes });
	}

	#receive(message, fresh) {
		const { seq, role, at, choices, text } = message;
		if (this.#messages.some((other) => other.seq === seq)) return;
		const away = fresh && this.#away();
		const li = turn(message, (choice) => this.#choose(choice));
		Object.assign(li.dataset, { seq, said: `${role} ${at}` });
		// The echo, with the masked text, takes the place of our own bubble.
		this.#drop(this.#pending.find((item) => item.seq === seq || item.body.client_id === message.client_id));
		this.#messages.push(message);
		this.#messages.sort((a, b) => a.seq - b.seq);
		this.list.insertBefore(li, [...this.list.children].find((item) => !(Number(item.dataset.seq) < seq)) ?? null);
		if (isAnswer(message)) this.#offerFeedback(seq, li);
		this.#retireChoices();
		this.#remember({ lastSeq: this.#messages.at(-1).seq });
		if (role !== "burger") {
			if (this.#state.state === "thinking") this.#setState({ ...this.#state, state: "idle" });
			if (fresh) this.#say([texts.say(role, text), ...(choices ?? []).map(({ label }) => label)].join("\n"));
			if (fresh && this.panel.hidden) this.launcherText.textContent = texts.unread;
		}
		this.#follow(!away);
	}

	#drop(item) {
		item?.li.remove();
		this.#pending = this.#pending.filter((other) => other !== item);
		this.#keep();
	}

	#keep() {
		const left = this.#pending.filter(({ seq }) => !seq);
		this.unsent.save(this.input.value, left.map(({ body, text, conversation }) => ({ body, text, conversation })));
	}

	#offerFeedback(seq, li) {
		if (!this.#feedback?.touched) this.#feedback?.remove();
		if (this.store.load()?.rated >= seq) return;
		this.#feedback = feedback(seq, async (body) => {
			await this.transport.feedback(this.#chat, { seq, ...body });
			this.#remember({ rated: seq });
		});
		li.append(this.#feedback);
	}

	#retireChoices() {
		this.toggleAttribute("talking", !!this.list.querySelector(".turn--burger"));
		const turns = [...this.list.children];
		const others = turns.findLastIndex((li) => !li.matches(".turn--chatbot"));
		for (const choice of this.list.querySelectorAll(".choices .button")) {
			const old = turns.indexOf(choice.closest("li")) < others;
			disable(choice, old);
			choice.tabIndex = old ? -1 : 0;
		}
	}

	#setState(state) {
		this.#state = known(state);
		this.#showStatus();
		if (this.#state.state === "thinking") setTimeout(() => this.#showStatus(), this.#sentAt + THINKING_AFTER + 10 - Date.now());
	}

	#showStatus() {
		const { state, text: said, staff_typing, engine } = this.#state;
		const asked = this.#pending.length > 0 || this.#messages.at(-1)?.role === "burger";
		const thinking = state === "thinking" && Date.now() - this.#sentAt >= THINKING_AFTER;
		const [kind, text, action] =
			this.#problem ? ["problem", this.#problem, [texts.tryAgain, () => { this.#ready = this.#restore(this.store.load()); this.input.focus(); }]]
				: !this.#up || this.#lineAway ? ["problem", this.#pending.some(({ seq }) => !seq) ? texts.offlineUnsent : texts.offline]
					: state === "closed" ? [state, texts.closed, [texts.fresh, () => this.#renew()]]
						: said ? [staff_typing ? "busy" : state, said, state === "waiting" && [texts.leave, () => this.#choose({ choice: "chatbot", label: texts.leave })]]
							: engine === "starting" ? ["busy", asked ? texts.startingWithQuestion : texts.starting]
								: thinking ? ["busy", texts.thinking] : ["", ""];
		this.input.readOnly = state === "closed";
		disable(this.input, this.input.readOnly);
		disable(this.person, !!said || this.input.readOnly);
		this.#count();

		if (this.status.textContent === text + (action?.[0] || "")) return;
		this.status.dataset.kind = kind;
		this.status.hidden = !text;
		this.status.replaceChildren(h("p", {}, inline(text)), ...(action ? [button(...action)] : []));
		if (text !== texts.thinking && !staff_typing) this.#say(text);
		this.#follow(!this.#away());
	}

	#count() {
		const { value, style } = this.input;
		const left = this.limit - value.length;
		disable(this.sendButton, !value.trim() || this.input.readOnly);
		this.counter.hidden = left > this.limit * COUNT_LAST;
		this.counter.className = left < 0 ? "error" : "small";
		this.counter.textContent = left < 0 ? texts.charactersOver(-left) : texts.charactersLeft(left);
		if (!CSS.supports("field-sizing", "content")) style.blockSize = value && `${this.input.scrollHeight + 2}px`;
	}

	#typed() {
		this.#count();
		this.#keep();
		this.#error("");
		if (this.#state.state === "with_staff" && this.input.value && Date.now() > this.#typedAt + TYPING) {
			this.#typedAt = Date.now();
			this.transport.typing?.(this.#chat);
		}
		clearTimeout(this.countTimer);
		// Ears get the count only when typing pauses.
		if (!this.counter.hidden) this.countTimer = setTimeout(() => this.#say(this.counter.textContent), 1500);
	}

	#enter(event) {
		if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		this.#submit();
	}

	#submit() {
		const text = this.input.value.trim();
		this.input.focus();
		if (disabled(this.sendButton)) return;
		if (text.length > this.limit) return this.#error(texts.tooLong);
		this.input.value = "";
		this.#typed();
		this.#send({ text }, text);
	}

	#choose({ choice, label }) {
		if (!disabled(this.shadowRoot.activeElement)) this.#send({ choice }, label);
	}

	#send(body, text) {
		this.#feedback?.flush();
		this.#asked = true;
		this.#dispatch(this.#queueUp({ body: { client_id: uuid(), ...body }, text }));
		this.input.focus();
	}

	#queueUp({ body, text, conversation }) {
		const item = { body, text, conversation, li: turn({ role: "burger", text }) };
		this.#pending.push(item);
		this.list.append(item.li);
		this.#retireChoices();
		this.#keep();
		return item;
	}

	#dispatch(item) {
		this.#mark(item, this.#lineAway ? texts.unsent : texts.sending);
		this.#queue = this.#queue.then(() => this.#deliver(item)).catch(console.error);
	}

	get #lineAway() {
		return this.#pending.some(({ away }) => away);
	}

	async #deliver(item, tries = 0) {
		await this.#ready;
		if (!this.#pending.includes(item)) return; // erased meanwhile, or seen back
		try {
			if (!this.#chat) throw new ChatError(0);
			// Tried in a conversation that is not ours any more: it may have arrived there.
			if ((item.conversation ??= this.#chat.conversation) !== this.#chat.conversation) return this.#giveBack(item);
			this.#keep();
			this.#sentAt = Date.now();
			item.seq = (await this.transport.send(this.#chat, item.body)).seq;
			item.away = 0;
			this.#keep();
			if (!this.#up) this.#listen(); // the line is back: do not wait until that is noticed there
			if (this.#messages.some(({ seq }) => seq === item.seq)) this.#drop(item);
			else this.#mark(item, "");
		} catch (error) {
			// Seen back already? Then only the reply to our request got lost.
			if (this.#pending.includes(item)) await this.#refused(item, error, tries);
		}
		this.#showStatus();
	}

	async #refused(item, { status, message, retryAfter }, tries) {
		const away = !status || status >= 502;
		item.away = away ? (item.away ?? 0) + 1 : 0;
		if (away) {
			// Under the same id it is stored once, also when only the reply got lost.
			this.#pending.filter(({ seq }) => !seq).forEach((other) => this.#mark(other, texts.unsent));
			this.#showStatus();
			const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** item.away) * (0.5 + Math.random() / 2);
			await Promise.race([pause(wait), new Promise((resolve) => { this.#wake = resolve; })]);
			if (this.#problem === texts.unreachable) this.#ready = this.#restore(this.store.load());
			return this.#deliver(item, tries);
		}
		if (status === 404 && tries < 1) {
			await this.#lost();
			item.conversation = null;
			return this.#deliver(item, 1);
		}
		if (status === 429 && tries < 4) {
			const seconds = Math.min(60, Math.max(1, Math.ceil(retryAfter)));
			this.#mark(item, texts.tooMany(seconds));
			this.#say(texts.tooMany(seconds));
			await pause(seconds * 1000);
			this.#mark(item, texts.sending);
			return this.#deliver(item, tries + 1);
		}
		if ([400, 413].includes(status) && item.body.text) this.#giveBack(item); // trying again will not help
		else this.#mark(item, texts.failed, true);
		this.#error((status && message) || texts.notSent);
	}

	/** Puts the text back in the field, before anything typed meanwhile. */
	#giveBack(item) {
		if (item.body.text) this.input.value = [item.text, this.input.value].filter(Boolean).join("\n");
		this.#drop(item);
		this.#typed();
		this.#retireChoices();
		this.#showStatus();
	}

	#mark(item, text, failed = false) {
		const { li } = item;
		if (li.querySelector(".sent")?.firstChild.data === (text || undefined) && !failed) return;
		li.querySelector(".sent")?.remove();
		li.classList.toggle("failed", failed);
		const retry = () => {
			this.input.focus();
			this.#error("");
			this.#dispatch(item);
		};
		if (text) li.append(h("p", { class: "small sent" }, text, failed && button(texts.retry, retry)));
		this.#follow();
	}

	#error(text) {
		this.error.hidden = !text;
		this.error.textContent = text;
		this.input.setAttribute("aria-invalid", Boolean(text));
		this.#say(text);
		this.#follow(text);
	}

	// Each thing is said once: not the log is live, this hidden announcer is.
	#say(text) {
		if (text) this.announcer.append(h("p", {}, text));
		while (this.announcer.children.length > 5) this.announcer.firstChild.remove();
	}

	// Reads back in the log, or is elsewhere on a page that scrolls as a whole.
	#away() {
		const [from, to] = sight();
		return this.log.scrollTop < this.#shown - 80 || edge(this.#newest) > to || this.panel.getBoundingClientRect().bottom < from;
	}

	// Shows the newest turn from its beginning: of what was said at once, the first.
	#follow(wanted = true) {
		let last = this.list.lastElementChild;
		if (!last || !wanted) return;
		const { said } = last.dataset;
		while (said && last.previousElementSibling?.dataset.said === said) last = last.previousElementSibling;
		this.log.scrollTop = last.offsetTop - 12;
		this.#shown = this.log.scrollTop;
		this.#newest = last;
		const seen = () => {
			const [from, to] = sight();
			return edge(last) >= Math.max(from, edge(this.panel)) && (edge(last) < (from + to) / 2 || last.getBoundingClientRect().bottom <= to);
		};
		if (!this.#asked || this.panel.hidden || seen()) return;
		this.panel.scrollIntoView({ block: "nearest" }); // shows the field too, where all of it fits
		if (!seen()) last.scrollIntoView();
	}
}

const edge = (node) => node?.getBoundingClientRect().top ?? 0;

/** From where to where the screen shows the page; a keyboard on the screen covers part of it. */
function sight() {
	const { offsetTop: from, height } = window.visualViewport ?? { offsetTop: 0, height: innerHeight };
	return [from, from + height];
}

/** The conversation's key to the server; survives a reload where the browser allows it. */
function store(key) {
	let kept = "null";
	const place = ["localStorage", "sessionStorage"].map((name) => {
		try {
			window[name].setItem(key, window[name].getItem(key) ?? kept);
			return window[name];
		} catch {} // blocked or full
	}).find(Boolean);
	return {
		load: () => JSON.parse(place ? place.getItem(key) : kept),
		save(value) {
			kept = JSON.stringify(value);
			place?.setItem(key, kept);
		},
	};
}

// randomUUID exists on https and localhost only.
const uuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
	(c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

customElements.define("belasting-chat", BelastingChat);
