/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_encrypted.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "sso/own_key.h"
#include "sso/saml_shape.h"
#include "sso/verifying_key.h"

#define XENC11 "http://www.w3.org/2009/xmlenc11#"
#define MORE "http://www.w3.org/2001/04/xmldsig-more#"

enum { BLOCK_BYTES = 16, GCM_IV_BYTES = 12, KEY_MAX_BYTES = 32 };

static const struct cipher {
	const char	*algorithm, *name;
	bool		 is_gcm;
	size_t		 key_bytes;
} ciphers[] = {
	{ XML_ENCRYPTION "aes128-cbc", "AES-128-CBC", false, 16 },
	{ XML_ENCRYPTION "aes192-cbc", "AES-192-CBC", false, 24 },
	{ XML_ENCRYPTION "aes256-cbc", "AES-256-CBC", false, 32 },
	{ XENC11 "aes128-gcm", "AES-128-GCM", true, 16 },
	{ XENC11 "aes192-gcm", "AES-192-GCM", true, 24 },
	{ XENC11 "aes256-gcm", "AES-256-GCM", true, 32 },
};

static const struct hash {
	const char	*algorithm, *name;
} hashes[] = {
	{ XML_SIGNATURE "sha1", "SHA1" }, { XML_ENCRYPTION "sha256", "SHA256" },
	{ MORE "sha384", "SHA384" }, { XML_ENCRYPTION "sha512", "SHA512" },
}, masks[] = {
	{ XENC11 "mgf1sha1", "SHA1" }, { XENC11 "mgf1sha256", "SHA256" },
	{ XENC11 "mgf1sha384", "SHA384" }, { XENC11 "mgf1sha512", "SHA512" },
};

struct decryption {
	struct arena		*arena;
	struct login_outcome	*out;
	const struct texts	*keys;
	const struct xml	*data, *key;	/* EncryptedData, EncryptedKey */
	const struct cipher	*cipher;
	const char		*digest, *mask;	/* of OAEP, as libcrypto names them */
	unsigned char		 content_key[KEY_MAX_BYTES];
};

struct bytes {
	const char	*at;
	size_t		 count;
};

static enum status
refuse(struct decryption *d, const char *detail)
{
	return login_refuse_told(d->arena, d->out, LOGIN_ENCRYPTION_REFUSED, NULL, detail);
}

/* --- the form --- */

static const struct xml *
part(const struct xml *e, const char *space, const char *name)
{
	return e == NULL ? NULL : xml_child(e, space, name);
}

/* Inside EncryptedData's KeyInfo, or beside EncryptedData. */
static enum status
find_parts(struct decryption *d, const struct xml *assertion)
{
	const struct xml *info, *inside, *beside;

	d->data = part(assertion, XML_ENCRYPTION, "EncryptedData");
	info = part(d->data, XML_SIGNATURE, "KeyInfo");
	inside = part(info, XML_ENCRYPTION, "EncryptedKey");
	beside = part(assertion, XML_ENCRYPTION, "EncryptedKey");
	d->key = inside != NULL ? inside : beside;
	if (d->data == NULL || xml_next(d->data, XML_ENCRYPTION, "EncryptedData") != NULL)
		return refuse(d, "An EncryptedAssertion has no EncryptedData, or several.");
	if (d->key == NULL || (inside != NULL && beside != NULL)
	    || xml_next(d->key, XML_ENCRYPTION, "EncryptedKey") != NULL)
		return refuse(d, "An EncryptedAssertion has no EncryptedKey, or several.");
	return OK;
}

static const char *
algorithm_of(struct decryption *d, const struct xml *method)
{
	const char *named = method == NULL ? NULL : xml_attribute(d->arena, method, "Algorithm");

	return named == NULL ? "" : named;
}

static enum status
refuse_algorithm(struct decryption *d, const char *expected, const char *came)
{
	return login_refuse(d->arena, d->out, LOGIN_ENCRYPTION_REFUSED, expected, came);
}

static enum status
find_cipher(struct decryption *d)
{
	const char *named = algorithm_of(d, part(d->data, XML_ENCRYPTION, "EncryptionMethod"));
	size_t i;

	for (i = 0; i < sizeof(ciphers) / sizeof(ciphers[0]); i++)
		if (text_is(ciphers[i].algorithm, named)) {
			d->cipher = &ciphers[i];
			return OK;
		}
	return refuse_algorithm(d, XENC11 "aes256-gcm", named);
}

/* *name keeps its default if the method does not name one.  false: it names an unknown one. */
static bool
find_hash(struct decryption *d, const struct xml *method, const struct hash *known, const char **name)
{
	size_t i;

	if (method == NULL)
		return true;
	for (i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++)
		if (text_is(known[i].algorithm, algorithm_of(d, method))) {
			*name = known[i].name;
			return true;
		}
	return false;
}

static enum status
find_padding(struct decryption *d)
{
	static const char old[] = XML_ENCRYPTION "rsa-oaep-mgf1p", new[] = XENC11 "rsa-oaep";
	const struct xml *method = part(d->key, XML_ENCRYPTION, "EncryptionMethod");
	const char *named = algorithm_of(d, method);
	bool is_known = true;

	if (!text_is(named, old) && !text_is(named, new))
		return refuse_algorithm(d, old, named);
	d->digest = d->mask = hashes[0].name;
	if (text_is(named, new))
		is_known = find_hash(d, part(method, XENC11, "MGF"), masks, &d->mask);
	if (!find_hash(d, part(method, XML_SIGNATURE, "DigestMethod"), hashes, &d->digest) || !is_known)
		return refuse(d, "The hash of RSA-OAEP is not one that we know.");
	if (part(method, XML_ENCRYPTION, "OAEPparams") != NULL)
		return refuse(d, "RSA-OAEP has a label.");
	return OK;
}

static bool
read_value(struct decryption *d, const struct xml *of, struct bytes *out)
{
	const struct xml *value = part(part(of, XML_ENCRYPTION, "CipherData"), XML_ENCRYPTION, "CipherValue");
	char *text = value == NULL ? NULL : xml_text(d->arena, value);

	out->at = text == NULL ? NULL : base64_bytes_wrapped(d->arena, text, &out->count);
	return out->at != NULL;
}

/* --- the key --- */

static bool
unwrap(struct decryption *d, EVP_PKEY *key, const struct bytes *wrapped)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
	unsigned char *content_key;
	size_t count = 0;
	bool is_done;

	is_done = context != NULL && EVP_PKEY_decrypt_init(context) == 1
	    && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
	    && EVP_PKEY_CTX_set_rsa_oaep_md_name(context, d->digest, NULL) == 1
	    && EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, d->mask, NULL) == 1
	    && EVP_PKEY_decrypt(context, NULL, &count, (const unsigned char *)wrapped->at, wrapped->count) == 1;
	content_key = arena_alloc(d->arena, count + 1);
	is_done = is_done && EVP_PKEY_decrypt(context, content_key, &count,
	    (const unsigned char *)wrapped->at, wrapped->count) == 1 && count == d->cipher->key_bytes;
	if (is_done)
		memcpy(d->content_key, content_key, count);
	EVP_PKEY_CTX_free(context);
	return is_done;
}

/* The certificate that the sender says it encrypted to. */
static const char *
named_fingerprint(struct decryption *d)
{
	const struct xml *data = part(part(d->key, XML_SIGNATURE, "KeyInfo"), XML_SIGNATURE, "X509Data");
	const struct xml *named = part(data, XML_SIGNATURE, "X509Certificate");
	char *text = named == NULL ? NULL : xml_text(d->arena, named), *der;
	struct verifying_key key;
	size_t count;

	der = text == NULL ? NULL : base64_bytes_wrapped(d->arena, text, &count);
	return der != NULL && verifying_key_of_der(d->arena, der, count, &key) ? key.sha256 : NULL;
}

static enum status
find_key(struct decryption *d)
{
	struct bytes wrapped;
	bool is_found = false;
	EVP_PKEY *key;
	size_t i;

	if (!read_value(d, d->key, &wrapped))
		return refuse(d, "The EncryptedKey has no value in base64.");
	for (i = 0; i < d->keys->count && !is_found; i++) {
		key = own_key_read(d->keys->items[i]);
		is_found = key != NULL && unwrap(d, key, &wrapped);
		EVP_PKEY_free(key);
	}
	ERR_clear_error();
	return is_found ? OK
	    : login_refuse(d->arena, d->out, LOGIN_ENCRYPTED_TO_ANOTHER, NULL, named_fingerprint(d));
}

/* --- the text --- */

static bool
decrypt_gcm(EVP_CIPHER_CTX *context, const struct bytes *from, unsigned char *to, size_t *length)
{
	const unsigned char *at = (const unsigned char *)from->at;
	size_t count;
	int written = 0, last = 0;

	if (from->count <= GCM_IV_BYTES + BLOCK_BYTES)
		return false;
	count = from->count - GCM_IV_BYTES - BLOCK_BYTES;
	*length = count;
	return EVP_DecryptUpdate(context, to, &written, at + GCM_IV_BYTES, (int)count) == 1
	    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, BLOCK_BYTES,
	    (void *)(uintptr_t)(at + GCM_IV_BYTES + count)) == 1
	    && EVP_DecryptFinal_ex(context, to + written, &last) == 1;
}

/* 5.2.1: the last byte says how many of the last block are no text. */
static bool
decrypt_cbc(EVP_CIPHER_CTX *context, const struct bytes *from, unsigned char *to, size_t *length)
{
	const unsigned char *at = (const unsigned char *)from->at;
	size_t padding;
	int written = 0;

	if (from->count < (size_t)2 * BLOCK_BYTES || from->count % BLOCK_BYTES != 0
	    || EVP_CIPHER_CTX_set_padding(context, 0) != 1
	    || EVP_DecryptUpdate(context, to, &written, at + BLOCK_BYTES,
	    (int)(from->count - BLOCK_BYTES)) != 1 || written < BLOCK_BYTES)
		return false;
	padding = to[written - 1];
	*length = (size_t)written - (padding <= BLOCK_BYTES ? padding : 0);
	return padding >= 1 && padding <= BLOCK_BYTES;
}

static bool
decrypt_text(struct decryption *d, const struct bytes *from, unsigned char *to, size_t *length)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, d->cipher->name, NULL);
	bool is_done = context != NULL && cipher != NULL && from->count > BLOCK_BYTES
	    && EVP_DecryptInit_ex2(context, cipher, d->content_key, (const unsigned char *)from->at, NULL) == 1
	    && (d->cipher->is_gcm ? decrypt_gcm : decrypt_cbc)(context, from, to, length);

	EVP_CIPHER_free(cipher);
	EVP_CIPHER_CTX_free(context);
	ERR_clear_error();
	return is_done;
}

enum status
saml_refuse_cbc(struct arena *a, struct login_outcome *out)
{
	out->doubts.count = 0;		/* they would be about the text */
	return login_refuse_told(a, out, LOGIN_ENCRYPTION_REFUSED, NULL,
	    "AES-CBC made no assertion that the provider signed. What else is wrong with it can be told if "
	    "the provider signs the Response, too, or encrypts with AES-GCM.");
}

enum status
saml_decrypt(struct arena *a, const struct xml *assertion, const struct texts *keys, const char **text,
    size_t *length, bool *is_intact, struct login_outcome *out)
{
	struct decryption d = { .arena = a, .out = out, .keys = keys };
	enum status st = find_parts(&d, assertion);
	unsigned char *to;
	struct bytes from;

	if (st == OK)
		st = find_cipher(&d);
	if (st == OK)
		st = find_padding(&d);
	if (st == OK && !read_value(&d, d.data, &from))
		st = refuse(&d, "The EncryptedData has no value in base64.");
	if (st == OK)
		st = find_key(&d);
	if (st != OK)
		return st;
	to = arena_alloc(a, from.count + BLOCK_BYTES);
	if (!decrypt_text(&d, &from, to, length))
		return d.cipher->is_gcm ? refuse(&d, "AES-GCM says that the text was changed on its way.")
		    : saml_refuse_cbc(a, out);
	*text = (const char *)to;
	*is_intact = d.cipher->is_gcm;
	return OK;
}
