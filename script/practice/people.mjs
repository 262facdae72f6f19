// SPDX-License-Identifier: Apache-2.0
// people.mjs - the people of Practice Inc., who exist nowhere else
export const people = [
	{ id: "ada", given_name: "Ada", family_name: "Lovelace", email: "ada@practice.example", groups: ["staff", "engineers"] },
	{ id: "grace", given_name: "Grace", family_name: "Hopper", email: "grace@practice.example", groups: ["staff"] },
	{ id: "nomail", given_name: "Charles", family_name: "Babbage", groups: [], note: "has no email address" },
	{ id: "mixed", given_name: "Alan", family_name: "alan@practice.example", email: "alan@practice.example", groups: [],
		note: "has an email address as the last name" },
];

export const person_find = (id) => people.find((person) => person.id === id);
export const person_name = (person) => `${person.given_name} ${person.family_name}`;

// The claims of OpenID Connect.
export function claims_of(person) {
	const { id, given_name, family_name, email, groups } = person;
	return { sub: id, name: person_name(person), given_name, family_name, groups,
		...(email && { email, email_verified: true }) };
}
