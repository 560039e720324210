// The page for replies in public: counts characters, looks at tone and private data again after a change, copies.
// Without this the page works too: select the text and copy it.

const LONGEST = 280;
const csrf = document.querySelector("meta[name=csrf]").content;

async function check(text) {
	const response = await fetch("/webcare/api/hints", {
		method: "POST",
		headers: { "Content-Type": "application/json", "x-csrf": csrf },
		body: JSON.stringify({ text }),
	});
	if (!response.ok) throw new Error(String(response.status));
	const { hints, private: found, asks_bsn: asksNumber } = await response.json();
	const remarks = hints.map((hint) => hint.text);
	if (asksNumber) remarks.unshift("Vraag nooit in het openbaar om een burgerservicenummer.");
	if (found.length) remarks.unshift(`Hier lijkt ${found.join(" en ")} in te staan.`);
	return remarks;
}

for (const reply of document.querySelectorAll(".reply")) {
	const [area, count, checked] = ["textarea", ".count", ".checked"].map((part) => reply.querySelector(part));
	const [button, copied] = [reply.querySelector(".copy"), reply.querySelector(".copied")];
	let timer = 0;

	area.addEventListener("input", () => {
		const length = area.value.length;
		count.textContent = `${length} van ${LONGEST} tekens.${length > LONGEST ? " Dat is te lang." : ""}`;
		reply.classList.toggle("long", length > LONGEST);
		copied.textContent = "";
		clearTimeout(timer);
		timer = setTimeout(async () => {
			// The address and the @name are ours; only the words in between are looked at.
			const words = area.value.replace(/https?:\/\/\S+/g, "").replace(/^@\S+/, "");
			try {
				const remarks = await check(words);
				checked.textContent = remarks.length ? remarks.join(" ") : "Toon en persoonsgegevens zijn in orde.";
			} catch {
				checked.textContent = "Ik kon de tekst nu niet nakijken. Lees hem zelf na.";
			}
		}, 500);
	});

	button.hidden = false;
	button.addEventListener("click", async () => {
		try {
			await navigator.clipboard.writeText(area.value);
			copied.textContent = "Gekopieerd.";
		} catch {
			area.select();
			copied.textContent = "De tekst is geselecteerd. Kopieer hem met Ctrl+C.";
		}
	});
}
