// The trainers' room: shows an answer while it is typed, puts facts in, and looks again when the server is still busy.
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
const WAIT = 350; // ms without typing before the server is asked

function node(name, text, className) {
	const made = document.createElement(name);
	if (text) made.textContent = text;
	if (className) made.className = className;
	return made;
}

function showPreview(preview) {
	const place = document.getElementById("preview");
	if (!preview) {
		place.replaceChildren(node("p", "Schrijf een bubbel, dan zie je hem hier."));
		return;
	}
	const parts = preview.bubbles.map((text) => node("p", text, "bubble"));
	if (preview.expired) parts.unshift(node("p", "Op deze dag geldt geen tekst. De burger leest dit:", "alert"));
	const sources = node("ul", "", "sources");
	for (const { title, url, checked } of preview.sources) {
		const item = node("li");
		const link = node("a", title);
		if (/^https?:\/\//.test(url)) link.href = url;
		item.append(link, " ", node("span", `gecontroleerd op ${checked}`, "small"));
		sources.append(item);
	}
	const choices = node("p", "", "choices");
	choices.append(...preview.choices.map((label) => node("span", label, "choice")));
	parts.push(sources, choices, node("h3", "Korte vorm"), node("p", preview.short || "Nog niet geschreven."));
	for (const [key, title] of [["simpler", "Makkelijker"], ["example", "Voorbeeld"]]) {
		if (preview[key].length) parts.push(node("h3", title), ...preview[key].map((text) => node("p", text, "bubble")));
	}
	place.replaceChildren(...parts);
}

function showRemarks(form, remarks, fine) {
	const places = [...form.querySelectorAll(".remarks")];
	for (const place of places) place.replaceChildren();
	for (const remark of remarks) {
		// At the field itself, or at the nearest thing around it.
		const fits = places.filter((p) => remark.place === p.dataset.for || remark.place.startsWith(`${p.dataset.for}/`));
		const nearest = fits.sort((a, b) => b.dataset.for.length - a.dataset.for.length)[0];
		nearest?.append(node("p", `${remark.message} ${remark.mend}`, remark.error ? "error" : "hint"));
	}
	for (const place of places.filter((p) => fine.includes(p.dataset.for))) {
		place.append(node("p", "Een officiële site, met https.", "fine"));
	}
	const item = (r) => node("li", `${r.where ? `In ${r.where}: ` : ""}${r.message} ${r.mend}`, r.error ? "error" : "hint");
	const mine = remarks.filter((r) => r.touched).map(item);
	const others = remarks.filter((r) => !r.touched).map(item);
	const none = node("li", "Niets gevonden in wat je veranderde.");
	document.getElementById("remarks").replaceChildren(...(mine.length ? mine : [none]));
	const folded = document.getElementById("other-remarks");
	folded.hidden = !others.length;
	folded.querySelector("span").textContent = others.length;
	folded.querySelector("ul").replaceChildren(...others);
}

function watch(form) {
	let timer = 0;
	let asked = 0;
	let last = form.querySelector("textarea");
	async function look() {
		const mine = ++asked;
		try {
			const body = new URLSearchParams(new FormData(form));
			const answer = await fetch(form.dataset.look, { method: "POST", body, headers: { "x-csrf": csrf } });
			if (!answer.ok || mine !== asked) return;
			const seen = await answer.json();
			showPreview(seen.preview);
			showRemarks(form, seen.remarks, seen.fine);
			document.getElementById("figures").textContent = seen.figures;
		} catch {
			// The next letter asks again.
		}
	}
	function changed() {
		clearTimeout(timer);
		timer = setTimeout(look, WAIT);
	}
	for (const field of form.elements) {
		if (field.matches("[data-check]")) field.addEventListener("input", changed);
		if (field.matches("textarea")) field.addEventListener("focus", () => { last = field; });
	}
	const fact = document.getElementById("feit");
	document.getElementById("voeg-in")?.addEventListener("click", () => {
		if (!fact.value.trim() || !last) return;
		last.setRangeText(`{${fact.value.trim()}}`, last.selectionStart, last.selectionEnd, "end");
		last.focus();
		fact.value = "";
		changed();
	});
	let unsaved = false;
	form.addEventListener("input", () => { unsaved = true; });
	form.addEventListener("submit", () => { unsaved = false; });
	addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
	look();
}

// Why something changed may stay empty, but who forgets it is reminded once.
for (const why of document.querySelectorAll('form input[name="waarom"]:not([required])')) {
	const reminder = node("span", "", "small");
	reminder.setAttribute("role", "status");
	why.after(reminder);
	why.form.addEventListener("submit", (event) => {
		if (why.value.trim() || reminder.textContent) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		reminder.textContent = "Schrijf in een paar woorden waarom: je collega's lezen dat terug. Wil je dat niet, klik dan nog een keer.";
		why.focus();
	}, { capture: true });
}

const editor = document.getElementById("editor");
if (editor?.dataset.look) watch(editor);

const again = Number(document.body.dataset.refresh);
if (again) {
	setTimeout(() => {
		// Whoever is typing or choosing is left alone.
		const busy = [...document.querySelectorAll("main textarea, main input:not([type=hidden])")]
			.some((field) => field === document.activeElement || field.checked !== field.defaultChecked || field.value !== field.defaultValue);
		if (!busy) location.reload();
	}, again * 1000);
}
