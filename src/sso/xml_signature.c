/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml_signature.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/templates.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"
#include "sso/own_key.h"

/* --- xmlsec, once in a process --- */

/* A document that cannot be canonicalized must not write to the log. */
static void
ignore_error(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

static bool
is_ready(void)
{
	static int state;	/* 1: ready, -1: it cannot be used */

	if (state == 0) {
		xmlSetStructuredErrorFunc(NULL, ignore_error);
		xmlSecErrorsDefaultCallbackEnableOutput(0);
		state = xmlSecInit() < 0 || xmlSecCryptoInit() < 0 ? -1 : 1;
		if (state < 0)
			log_line(LOG_ERROR, "xmlsec cannot be used", NULL);
	}
	return state > 0;
}

static void
forget_errors(void)
{
	ERR_clear_error();
	xmlResetLastError();
}

/* Takes a share of the key. NULL: xmlsec has no use for it. */
static xmlSecKeyPtr
xmlsec_key(EVP_PKEY *pkey)
{
	xmlSecKeyDataPtr data;
	xmlSecKeyPtr key;

	if (pkey == NULL || EVP_PKEY_up_ref(pkey) != 1)
		return NULL;
	data = xmlSecOpenSSLEvpKeyAdopt(pkey);
	if (data == NULL) {
		EVP_PKEY_free(pkey);
		return NULL;
	}
	key = xmlSecKeyCreate();
	if (key != NULL && xmlSecKeySetValue(key, data) == 0)
		return key;
	xmlSecKeyDataDestroy(data);
	if (key != NULL)
		xmlSecKeyDestroy(key);
	return NULL;
}

/* --- verifying --- */

static bool
allow_transforms(xmlSecDSigCtxPtr context)
{
	const xmlSecTransformId of_reference[] = {
		xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId, xmlSecTransformInclC14NId,
		xmlSecTransformInclC14N11Id, xmlSecTransformSha1Id, xmlSecTransformSha256Id,
		xmlSecTransformSha384Id, xmlSecTransformSha512Id,
	}, of_signature[] = {
		xmlSecTransformExclC14NId, xmlSecTransformInclC14NId, xmlSecTransformInclC14N11Id,
		xmlSecTransformRsaSha1Id, xmlSecTransformRsaSha256Id, xmlSecTransformRsaSha384Id,
		xmlSecTransformRsaSha512Id, xmlSecTransformEcdsaSha256Id, xmlSecTransformEcdsaSha384Id,
		xmlSecTransformEcdsaSha512Id,
	};
	size_t i;

	for (i = 0; i < sizeof(of_reference) / sizeof(of_reference[0]); i++)
		if (xmlSecDSigCtxEnableReferenceTransform(context, of_reference[i]) < 0)
			return false;
	for (i = 0; i < sizeof(of_signature) / sizeof(of_signature[0]); i++)
		if (xmlSecDSigCtxEnableSignatureTransform(context, of_signature[i]) < 0)
			return false;
	return true;
}

/* Makes the element the one that its ID names. */
static bool
name_element(xmlNodePtr e)
{
	xmlAttrPtr attribute = xmlHasNsProp(e, BAD_CAST "ID", NULL), named;
	xmlChar *id = attribute == NULL ? NULL : xmlNodeListGetString(e->doc, attribute->children, 1);

	if (id == NULL)
		return false;
	named = xmlGetID(e->doc, id);
	if (named == NULL && xmlAddID(NULL, e->doc, id, attribute) != NULL)
		named = attribute;
	xmlFree(id);
	return named == attribute;
}

static xmlSecDSigReferenceCtxPtr
the_reference(xmlSecDSigCtxPtr context)
{
	return xmlSecPtrListGetSize(&context->signedInfoReferences) != 1 ? NULL
	    : xmlSecPtrListGetItem(&context->signedInfoReferences, 0);
}

static enum signature_state
state_of(struct arena *a, xmlSecDSigCtxPtr context, const char **bytes, size_t *length)
{
	xmlSecDSigReferenceCtxPtr reference = the_reference(context);
	xmlSecBufferPtr digested;

	if (reference == NULL)
		return SIGNATURE_UNUSABLE;
	if (reference->status != xmlSecDSigStatusSucceeded)
		return SIGNATURE_OF_OTHER_BYTES;
	if (context->status != xmlSecDSigStatusSucceeded)
		return SIGNATURE_BY_OTHER_KEY;
	digested = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
	if (digested == NULL || xmlSecBufferGetSize(digested) == 0)
		return SIGNATURE_UNUSABLE;
	*length = xmlSecBufferGetSize(digested);
	*bytes = arena_copy(a, (const char *)xmlSecBufferGetData(digested), *length);
	return SIGNATURE_HOLDS;
}

enum signature_state
xml_signature_verify(struct arena *a, const struct xml *signature, const struct xml *signed_element,
    const struct verifying_key *key, const char **bytes, size_t *length)
{
	enum signature_state state = SIGNATURE_UNUSABLE;
	xmlSecDSigCtxPtr context;

	if (!key->is_sound || !is_ready() || !name_element((xmlNodePtr)signed_element))
		return SIGNATURE_UNUSABLE;
	context = xmlSecDSigCtxCreate(NULL);
	if (context == NULL)
		return SIGNATURE_UNUSABLE;
	context->flags |= XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
	context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
	context->signKey = xmlsec_key(X509_get0_pubkey(key->certificate));
	if (context->signKey != NULL && allow_transforms(context)
	    && xmlSecDSigCtxVerify(context, (xmlNodePtr)signature) == 0)
		state = state_of(a, context, bytes, length);
	xmlSecDSigCtxDestroy(context);
	forget_errors();
	return state;
}

/* --- signing --- */

static xmlSecTransformId
signature_method(const char *algorithm)
{
	return text_is(algorithm, "rsa-sha256") ? xmlSecTransformRsaSha256Id
	    : text_is(algorithm, "rsa-sha1") ? xmlSecTransformRsaSha1Id : xmlSecTransformIdUnknown;
}

static xmlSecTransformId
digest_method(const char *digest)
{
	return text_is(digest, "sha256") ? xmlSecTransformSha256Id
	    : text_is(digest, "sha1") ? xmlSecTransformSha1Id : xmlSecTransformIdUnknown;
}

static bool
add_certificate(xmlNodePtr signature, const char *certificate)
{
	xmlNodePtr info = xmlSecTmplSignatureEnsureKeyInfo(signature, NULL), data;

	data = info == NULL ? NULL : xmlSecAddChild(info, xmlSecNodeX509Data, xmlSecDSigNs);
	info = data == NULL ? NULL : xmlSecAddChild(data, xmlSecNodeX509Certificate, xmlSecDSigNs);
	if (info == NULL)
		return false;
	xmlNodeSetContent(info, BAD_CAST certificate);
	return true;
}

/* The signature to fill in.  NULL: it cannot be made. */
static xmlNodePtr
add_signature(xmlNodePtr root, const char *certificate, const char *algorithm, const char *digest)
{
	xmlSecTransformId method = signature_method(algorithm), hash = digest_method(digest);
	xmlChar *id = xmlGetNoNsProp(root, BAD_CAST "ID"), *uri;
	xmlNodePtr issuer = xmlFirstElementChild(root), signature, reference;

	uri = id == NULL ? NULL : xmlStrncatNew(BAD_CAST "#", id, -1);
	signature = uri == NULL || issuer == NULL || method == NULL || hash == NULL ? NULL
	    : xmlSecTmplSignatureCreateNsPref(root->doc, xmlSecTransformExclC14NId, method, NULL, BAD_CAST "ds");
	if (signature != NULL)
		xmlAddNextSibling(issuer, signature);
	reference = signature == NULL ? NULL
	    : xmlSecTmplSignatureAddReference(signature, hash, NULL, uri, NULL);
	xmlFree(id);
	xmlFree(uri);
	if (reference == NULL || xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId) == NULL
	    || xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId) == NULL
	    || !add_certificate(signature, certificate))
		return NULL;
	return signature;
}

static bool
fill_in(xmlNodePtr signature, EVP_PKEY *key)
{
	xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
	bool is_signed;

	if (context == NULL)
		return false;
	context->signKey = xmlsec_key(key);
	is_signed = context->signKey != NULL && xmlSecDSigCtxSign(context, signature) == 0
	    && context->status == xmlSecDSigStatusSucceeded;
	xmlSecDSigCtxDestroy(context);
	return is_signed;
}

static const char *
root_text(struct arena *a, xmlNodePtr root)
{
	xmlBufferPtr text = xmlBufferCreate();
	const char *copy = NULL;

	if (text != NULL && xmlNodeDump(text, root->doc, root, 0, 0) > 0)
		copy = arena_text(a, (const char *)xmlBufferContent(text));
	xmlBufferFree(text);
	return copy;
}

enum status
xml_sign(struct arena *a, const char *xml, const char *pem, const char *certificate,
    const char *algorithm, const char *digest, const char **out, struct fault *f)
{
	xmlDocPtr document = is_ready() ? xmlReadMemory(xml, (int)strlen(xml), NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING) : NULL;
	xmlNodePtr root = document == NULL ? NULL : xmlDocGetRootElement(document), signature;
	EVP_PKEY *key = own_key_read(pem);
	const char *text = NULL;

	signature = root == NULL || key == NULL ? NULL
	    : add_signature(root, certificate, algorithm, digest);
	if (signature != NULL && name_element(root) && fill_in(signature, key))
		text = root_text(a, root);
	EVP_PKEY_free(key);
	xmlFreeDoc(document);
	forget_errors();
	if (text == NULL) {
		log_line(LOG_ERROR, "a SAML request cannot be signed", "algorithm", algorithm, NULL);
		return fail_broken(f);
	}
	*out = text;
	return OK;
}
