// What was said in a conversation, as nodes.

import { dateOf, h, hidden, timeOf } from "./desk-dom.js";

const WHO = { burger: "Burger", chatbot: "Chatbot", systeem: "Bericht", medewerker: "Medewerker", notitie: "Notitie" };

/** Sources with the day on which somebody checked them. */
export function sourceList(sources) {
	return h("ul", { class: "sources" }, sources.map((s) => h("li", {}, h("a", { href: s.url, target: "_blank", rel: "noopener noreferrer" }, s.title),
		s.checked && `, gecontroleerd op ${s.checked_text ?? dateOf(s.checked)}`)));
}

/** One message, note or reply. */
export function turn(key, { role, at, text, by, topic, topic_title: title, confidence, choices, masked }) {
	const quiet = [];
	if (role === "chatbot" && topic) quiet.push((title || topic) + (confidence != null ? ` · ${Math.round(100 * confidence)}% zeker` : ""));
	if (masked?.length) quiet.push("gegevens weggehaald");
	return h("li", { class: `turn ${role}`, "data-key": key },
		h("p", { class: "small meta" }, h("span", {}, by ? `${WHO[role]}: ${by}` : WHO[role] ?? role), " ", h("time", { datetime: at }, timeOf(at)), hidden(":")),
		text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => h("p", { class: "bubble" }, part.trim())),
		choices?.length > 0 && h("p", { class: "small" }, `Keuzes: ${choices.map((c) => c.label).join(" · ")}`),
		quiet.length > 0 && h("p", { class: "small" }, quiet.join(" · ")));
}
