/* SPDX-License-Identifier: Apache-2.0 */
#include "base/private_key.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

#define BYTES(text) { text, sizeof(text) - 1 }

/* The beginnings of keys; none is a key of anything. */
#define ZEROES "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define RSA_OID "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\0"

static const struct bytes {
	const char	*bytes;
	size_t		 count;
} keys[] = {
	BYTES("\x30\x26\x02\x01\0\x30\x0d" RSA_OID "\x04\x12" ZEROES),		/* PKCS #8 */
	BYTES("\x30\x82\x04\xa4\x02\x01\0\x02\x82\x01\x01\0\xb3" ZEROES),	/* PKCS #1 */
	BYTES("\x30\x77\x02\x01\1\x04\x20" ZEROES),				/* EC */
	BYTES("\x30\x82\x05\x35\x30\x0f" RSA_OID "\x05\0" "\x04\x82\x05\x20" ZEROES), /* encrypted */
	BYTES("\x30\x82\x09\xef\x02\x01\3\x30\x82\x09\xb5" ZEROES),		/* PKCS #12 */
}, labels[] = {
	BYTES("-----BEGIN PRIVATE KEY-----\nMII"),
	BYTES("-----BEGIN RSA PRIVATE KEY-----"),
	BYTES("-----BEGIN EC PRIVATE KEY-----"),
	BYTES("-----BEGIN ENCRYPTED PRIVATE KEY-----"),
	BYTES("-----BEGIN OPENSSH PRIVATE KEY-----"),
	BYTES("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
	    "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----"),
	BYTES("begin private key"),
	BYTES("\xe2\x80\x94\xe2\x80\x94 BEGIN RSA PRIVATE KEY \xe2\x80\x94"),
	BYTES("<ds:X509Certificate>-----BEGIN PRIVATE KEY-----</ds:X509Certificate>"),
	BYTES("\xff\xfe\0-----BEGIN PRIVATE KEY-----"),
}, harmless[] = {
	BYTES(""), BYTES("0"), BYTES("\x30"), BYTES("\x30\x80"), BYTES("\x30\x84\xff\xff\xff\xff"),
	BYTES("PRIVATE KEY"), BYTES("Never send your private key."),
	BYTES("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"),
	BYTES("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
	BYTES("<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>"),
	BYTES("\x30\x0a\x02\x03\1\0\1\x02\x03\1\0\1"),
	BYTES("{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\",\"kid\":\"d\"}"), BYTES("{\"d\":\"AQ\"}"),
	BYTES("<RSAKeyValue><Modulus>AQ==</Modulus></RSAKeyValue>"), BYTES("the key store"),
	BYTES("\x30\x82\x03\x02\x30\x82\x01\xea\xa0\x03\x02\x01\x02"),	/* of a certificate */
};

/* None of these is a key of anything; */
static const struct bytes disguised[] = {
	BYTES("\xff\xfe-\0B\0E\0G\0I\0N\0 \0P\0R\0I\0V\0A\0T\0E\0 \0K\0E\0Y\0-\0"),
	BYTES("\xfe\xff\0-\0B\0E\0G\0I\0N\0 \0P\0R\0I\0V\0A\0T\0E\0\xa0\0K\0E\0Y\0-"),
	BYTES("-----BEGIN RSA PRIVATE\xc2\xa0KEY-----"),
	BYTES("\xe2\x80\x93\xe2\x80\x93" "BEGIN EC PRI\xe2\x80\x8bVATE\n KEY\xe2\x80\x93\xe2\x80\x93"),
	BYTES("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\",\"d\" : \"AQ\"}"),
	BYTES("\"{\\\"kty\\\":\\\"OKP\\\",\\\"d\\\":\\\"AQ\\\"}\""),
	BYTES("{\"keys\":[{\"d\":\"AQ\",\"kty\":\"RSA\",\"x5c\":[\"MIIB\"]}]}"),
	BYTES("<RSAKeyValue><Modulus>AQ==</Modulus><D>AQ==</D></RSAKeyValue>"),
	BYTES("PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\nAAAA"),
	/* base64: of PEM; of PKCS #8 in a wrong armor, in XML, in JSON and in base64url */
	BYTES("LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t"),
	BYTES("-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\n-----END CERTIFICATE-----"),
	BYTES("<X509Certificate>LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t</X509Certificate>"),
	BYTES("{\"x5c\":[\"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\"]}"),
	BYTES("MHcCAQEEIAAA-_8A"),
	BYTES("\xff\xfeM\0H\0c\0C\0A\0Q\0E\0E\0I\0A\0A\0A\0"),
	/* a store with a key in it */
	BYTES("\x30\x22\x02\x01\3\x30\x1d\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x02"
	    ZEROES),
};

static const struct store {
	struct bytes	 it;
	const char	*sentence, *label;
} stores[] = {
	{ BYTES("\x30\x07\x02\x01\3\x30\x02\x04\0"), "This is a PKCS #12 file (.pfx or .p12).",
	    "-----BEGIN PKCS12-----" },
	{ BYTES("-----BEGIN PKCS12-----\nMAcCAQMwAgQA\n-----END PKCS12-----"),
	    "This is a PKCS #12 file (.pfx or .p12).", "-----BEGIN PKCS12-----" },
	{ BYTES("\xFE\xED\xFE\xED\0\0\0\2"), "This is a Java keystore. It can contain",
	    "-----BEGIN KEY STORE-----" },
	{ BYTES("/u3+7QAAAAIAAAAB"), "This is a Java keystore. It can contain",
	    "-----BEGIN KEY STORE-----" },
};

static enum status
look_at(const struct bytes *b, struct fault *f)
{
	return private_key_refuse(b->bytes, b->count, f);
}

TEST(private_keys_are_seen_and_the_sentence_helps)
{
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(labels); i++) {
		CHECK(look_at(&labels[i], &f) == INVALID, "%s was taken", labels[i].bytes);
		assert_string_equal(said(&f), "You sent us a private key. We did not keep it. "
		    "Send only the certificate. Others may know the key now, so replace it: "
		    "create a new key with a new certificate.");
	}
	for (i = 0; i < COUNT(keys); i++)
		CHECK(look_at(&keys[i], &f) == INVALID, "DER %zu was taken", i);
}

TEST(private_keys_are_seen_in_disguise)
{
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(disguised); i++) {
		CHECK(look_at(&disguised[i], &f) == INVALID, "row %zu was taken", i);
		CHECK(strstr(said(&f), "You sent us a private key.") != NULL, "row %zu: %s", i,
		    said(&f));
		assert_string_equal(private_key_label(disguised[i].bytes, disguised[i].count),
		    "-----BEGIN PRIVATE KEY-----");
	}
}

/* The label that is kept in place of a store is refused like the store itself. */
TEST(key_stores_are_named)
{
	struct fault f = { 0 };
	const char *label;
	size_t i;

	for (i = 0; i < COUNT(stores); i++) {
		CHECK(look_at(&stores[i].it, &f) == INVALID, "row %zu was taken", i);
		CHECK(strstr(said(&f), stores[i].sentence) != NULL, "row %zu: %s", i, said(&f));
		label = private_key_label(stores[i].it.bytes, stores[i].it.count);
		assert_string_equal(label, stores[i].label);
		assert_int_equal(private_key_refuse(label, strlen(label), &f), INVALID);
		CHECK(strstr(said(&f), stores[i].sentence) != NULL, "row %zu: %s", i, said(&f));
	}
}

/* As an upload arrives, and as people paste it. */
TEST(private_keys_are_seen_in_base64)
{
	struct arena *a = arena_new();
	struct fault f = { 0 };
	char text[256], *broken;
	size_t i;

	for (i = 0; i < COUNT(keys); i++) {
		sodium_bin2base64(text, sizeof(text), (const unsigned char *)keys[i].bytes, keys[i].count,
		    sodium_base64_VARIANT_ORIGINAL);
		CHECK(private_key_refuse(text, strlen(text), &f) == INVALID, "%s", text);
		broken = arena_print(a, " \"%.7s\r\n\t%s\"\n", text, text + 7);
		CHECK(private_key_refuse(broken, strlen(broken), &f) == INVALID, "%s", broken);
	}
	arena_free(a);
}

TEST(private_keys_are_not_seen_elsewhere)
{
	struct fault f = { 0 };
	char text[256];
	size_t i;

	for (i = 0; i < COUNT(harmless); i++) {
		CHECK(look_at(&harmless[i], &f) == OK, "row %zu: %s", i, said(&f));
		sodium_bin2base64(text, sizeof(text), (const unsigned char *)harmless[i].bytes,
		    harmless[i].count, sodium_base64_VARIANT_ORIGINAL);
		CHECK(private_key_refuse(text, strlen(text), &f) == OK, "row %zu in base64", i);
		assert_null(private_key_label(text, strlen(text)));
	}
}
