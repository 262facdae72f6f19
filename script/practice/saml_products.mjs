// SPDX-License-Identifier: Apache-2.0
// saml_products.mjs - how products speak SAML, as their vendors document it; their people are those of people.mjs
//
// title: on its page to sign in.  metadata_path: where its metadata is.  metadata_type: with which type.
// name_id(person), attributes(person): its NameID and attributes, as its console is told to send them.
// options: npm samlp's: what is signed, NameFormats, types of values.
// faults: what else can go wrong there, in words; each is in refusals, [status code, message].
import { uuid_of } from "./openid_products.mjs";

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
const MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
const NAME_IDS = { email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
	persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" };
const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const upn_of = (person) => `${person.id}@practice.example`;
const full_name = ({ given_name, family_name }) => `${given_name} ${family_name}`;

// The names that our guides ask for.
const usual = (person) => ({ [`${CLAIMS}emailaddress`]: person.email, [`${CLAIMS}givenname`]: person.given_name,
	[`${CLAIMS}surname`]: person.family_name, [`${CLAIMS}name`]: full_name(person), [`${CLAIMS}upn`]: upn_of(person) });
const with_groups = (person) => ({ ...usual(person), "http://schemas.xmlsoap.org/claims/Group": person.groups });

// Signs both, Response and Assertion.
const okta = {
	title: "Sign in, as at Okta",
	metadata_path: "/app/exk4test0000000000x7/sso/saml/metadata",
	name_id: upn_of,
	attributes: with_groups,
	options: { signResponse: true, nameIdentifierFormat: NAME_IDS.unspecified, signatureNamespacePrefix: "ds", authnContextClassRef: PASSWORD },
};

// SAML2 Web App: signs the Assertion; its NameID is its user ID; its own claims come along.
const auth0 = {
	title: "Log in, as at Auth0",
	metadata_path: "/samlp/metadata/clientid0000000000000000000000",
	name_id: (person) => `auth0|${uuid_of("user", person.id).replaceAll("-", "").slice(0, 24)}`,
	attributes: (person) => ({ ...usual(person), "http://schemas.auth0.com/identities/default/provider": "auth0",
		"http://schemas.auth0.com/email_verified": true, "http://schemas.auth0.com/updated_at": new Date().toString() }),
	options: { nameIdentifierFormat: NAME_IDS.unspecified, authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified" },
};

// Signs Response and Assertion by default.  All roles of the person come along, one attribute for each.
const keycloak = {
	title: "Sign in to your account, as at Keycloak",
	metadata_path: "/realms/staff/protocol/saml/descriptor",
	name_id: (person) => `G-${uuid_of("user", person.id)}`,
	attributes: (person) => ({ ...usual(person), Role: ["offline_access", "uma_authorization", "default-roles-staff"] }),
	options: { signResponse: true, nameIdentifierFormat: NAME_IDS.persistent, signatureNamespacePrefix: "dsig",
		authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified", sessionIndex: uuid_of("session") },
};

// Signs the Assertion alone; no NameFormats; refuses without saying why.
const adfs = {
	title: "Sign in, as at AD FS",
	metadata_path: "/FederationMetadata/2007-06/FederationMetadata.xml",
	metadata_type: "application/samlmetadata+xml",
	name_id: upn_of,
	attributes: with_groups,
	options: { nameIdentifierFormat: NAME_IDS.unspecified, includeAttributeNameFormat: false, typedAttributes: false, signatureNamespacePrefix: "ds",
		authnContextClassRef: PASSWORD },
	faults: { responder: "Refuse without a reason: Responder" },
	refusals: { responder: [`${STATUS}Responder`, ""] },
};

// Signs the Response, which holds the Assertion unsigned, as long as the SP Connection does not say otherwise.
const pingfederate = {
	title: "Sign on, as at PingFederate",
	metadata_path: "/pf/federation_metadata.ping",
	name_id: (person) => person.id,
	attributes: usual,
	options: { signAssertion: false, signResponse: true, nameIdentifierFormat: NAME_IDS.unspecified, signatureNamespacePrefix: "ds",
		authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified" },
};

// Microsoft Entra ID by SAML: signs the Assertion; no NameFormats; its own claims come along.
const entra = {
	title: "Sign in to your account, as at Microsoft",
	metadata_path: "/11111111-2222-3333-4444-555555555555/federationmetadata/2007-06/federationmetadata.xml",
	name_id: upn_of,
	attributes: (person) => ({ [`${MICROSOFT}tenantid`]: "11111111-2222-3333-4444-555555555555", [`${MICROSOFT}objectidentifier`]: uuid_of("user", person.id),
		[`${MICROSOFT}displayname`]: full_name(person), ...usual(person), "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups":
			person.groups.map((name) => uuid_of("group", name)), "http://schemas.microsoft.com/claims/authnmethodsreferences":
			"http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password" }),
	options: { nameIdentifierFormat: NAME_IDS.email, includeAttributeNameFormat: false, typedAttributes: false,
		authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password" },
};

export const saml_products = { "okta-samlp": okta, "auth0-samlp": auth0, "keycloak-samlp": keycloak, adfs, pingfederate, samlp: entra };
