/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/image.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { SNIFF_BYTES = 1024, WEBP_HEADER_BYTES = 20 };

struct bytes {
	const uint8_t	*at;
	size_t		 count;
};

struct size {
	uint32_t	width, height;
};

struct kind {
	const char	*media_type;
	const char	*magic;
	size_t		 magic_length;
	bool		(*read_size)(struct bytes b, struct size *out);
};

static uint32_t
big16(const uint8_t *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t
big32(const uint8_t *p)
{
	return big16(p) << 16 | big16(p + 2);
}

static uint32_t
little16(const uint8_t *p)
{
	return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t
little24(const uint8_t *p)
{
	return (uint32_t)p[2] << 16 | little16(p);
}

static uint32_t
little32(const uint8_t *p)
{
	return little16(p + 2) << 16 | little16(p);
}

/* https://www.w3.org/TR/png-3/#11IHDR */
static bool
png_size(struct bytes b, struct size *out)
{
	if (b.count < 33 || big32(b.at + 8) != 13 || memcmp(b.at + 12, "IHDR", 4) != 0)
		return false;
	*out = (struct size){ big32(b.at + 16), big32(b.at + 20) };
	return true;
}

/* https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 18: logical screen descriptor */
static bool
gif_size(struct bytes b, struct size *out)
{
	if (b.count < 13)
		return false;
	*out = (struct size){ little16(b.at + 6), little16(b.at + 8) };
	return true;
}

static bool
is_frame_header(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8
	    && marker != 0xCC;
}

/* ITU-T T.81, B.1.1: segments, each with its length, up to the frame header; the start
 * of scan (DA) or the end (D9) must not come before it. */
static bool
jpeg_size(struct bytes b, struct size *out)
{
	size_t at = 2, length;
	uint8_t marker;

	while (b.count - at >= 4 && b.at[at] == 0xFF) {
		marker = b.at[at + 1];
		if (marker == 0xFF) {
			at++;
			continue;
		}
		length = big16(b.at + at + 2);
		if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xDA) || length < 2)
			return false;
		if (length > b.count - at - 2)
			return false;
		if (is_frame_header(marker) && length >= 8) {
			*out = (struct size){ big16(b.at + at + 7), big16(b.at + at + 5) };
			return true;
		}
		at += 2 + length;
	}
	return false;
}

/* RFC 6386, 9.1: a key frame's start code, then 14 bits for each side */
static bool
vp8_size(struct bytes b, struct size *out)
{
	const uint8_t *data = b.at + WEBP_HEADER_BYTES;

	if (b.count < WEBP_HEADER_BYTES + 10)
		return false;
	if ((data[0] & 1) != 0 || memcmp(data + 3, "\x9d\x01\x2a", 3) != 0)
		return false;
	*out = (struct size){ little16(data + 6) & 0x3FFF, little16(data + 8) & 0x3FFF };
	return true;
}

/* RFC 9649, 3.4: one byte of signature, then 14 bits for each side, less one */
static bool
vp8l_size(struct bytes b, struct size *out)
{
	const uint8_t *data = b.at + WEBP_HEADER_BYTES;
	uint32_t bits;

	if (b.count < WEBP_HEADER_BYTES + 5 || data[0] != 0x2F)
		return false;
	bits = little32(data + 1);
	*out = (struct size){ (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1 };
	return true;
}

/* RFC 9649, 2.7: flags, three reserved bytes, then 24 bits for each side, less one */
static bool
vp8x_size(struct bytes b, struct size *out)
{
	const uint8_t *data = b.at + WEBP_HEADER_BYTES;

	if (b.count < WEBP_HEADER_BYTES + 10)
		return false;
	*out = (struct size){ little24(data + 4) + 1, little24(data + 7) + 1 };
	return true;
}

/* RFC 9649, 2.3 and 2.4: the file's own length counts from byte 8 */
static bool
webp_size(struct bytes b, struct size *out)
{
	if (b.count < WEBP_HEADER_BYTES || memcmp(b.at + 8, "WEBP", 4) != 0 ||
	    little32(b.at + 4) > b.count - 8)
		return false;
	if (memcmp(b.at + 12, "VP8 ", 4) == 0)
		return vp8_size(b, out);
	if (memcmp(b.at + 12, "VP8L", 4) == 0)
		return vp8l_size(b, out);
	return memcmp(b.at + 12, "VP8X", 4) == 0 && vp8x_size(b, out);
}

static const struct kind kinds[] = {
	{ "image/png", "\x89PNG\r\n\x1a\n", 8, png_size },
	{ "image/jpeg", "\xff\xd8\xff", 3, jpeg_size },
	{ "image/gif", "GIF87a", 6, gif_size },
	{ "image/gif", "GIF89a", 6, gif_size },
	{ "image/webp", "RIFF", 4, webp_size },
};

/* Images that we do not serve but recognize, so that the sentence can name them. */
static const struct {
	const char	*name;
	size_t		 offset;
	const char	*magic;
	size_t		 magic_length;
} others[] = {
	{ "BMP", 0, "BM", 2 },
	{ "ICO", 0, "\0\0\1\0", 4 },
	{ "TIFF", 0, "II*\0", 4 },
	{ "TIFF", 0, "MM\0*", 4 },
	{ "AVIF", 4, "ftypavif", 8 },
	{ "HEIC", 4, "ftyphei", 7 },
	{ "PDF", 0, "%PDF-", 5 },
};

static bool
has(struct bytes b, size_t offset, const char *magic, size_t length)
{
	return b.count >= offset + length && memcmp(b.at + offset, magic, length) == 0;
}

/* The first place of word in the beginning of the body; the end of that if it is not there. */
static size_t
find_word(struct bytes b, const char *word)
{
	size_t length = strlen(word), limit = b.count < SNIFF_BYTES ? b.count : SNIFF_BYTES, i;

	for (i = 0; i + length <= limit; i++)
		if (strncasecmp((const char *)b.at + i, word, length) == 0)
			return i;
	return limit;
}

static bool
is_markup(struct bytes b)
{
	size_t i = text_mark_length((const char *)b.at, b.count);

	while (i < b.count && b.at[i] != '\0' && strchr(" \t\r\n\f", b.at[i]) != NULL)
		i++;
	return i < b.count && b.at[i] == '<';
}

/* Ends a failure with what can be used. */
static enum status
ask(struct fault *f)
{
	fault_add(f, "Use PNG, JPEG, GIF or WebP.");
	return INVALID;
}

static enum status
refuse_format(const char *name, struct fault *f)
{
	fail(f, INVALID, "The format of the logo is %s, which we cannot use.", name);
	return ask(f);
}

static enum status
refuse_markup(struct bytes b, struct fault *f)
{
	if (find_word(b, "<svg") < find_word(b, "<html"))
		return refuse_format("SVG", f);
	return fail(f, INVALID, "The address of the logo leads to a web page, not to an image. Enter the "
	    "address of the image itself.");
}

static enum status
refuse_kind(struct bytes b, struct fault *f)
{
	size_t i;

	if (is_markup(b))
		return refuse_markup(b, f);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (has(b, others[i].offset, others[i].magic, others[i].magic_length))
			return refuse_format(others[i].name, f);
	fail(f, INVALID, "The logo is not an image that browsers can show.");
	return ask(f);
}

static enum status
check_size(const struct size *s, struct fault *f)
{
	if (s->width == 0 || s->height == 0)
		return fail(f, INVALID, "The logo is empty: its size is %u × %u pixels.", s->width,
		    s->height);
	if (s->width > IMAGE_MAX_SIDE || s->height > IMAGE_MAX_SIDE)
		return fail(f, INVALID, "The logo is too large: its size is %u × %u pixels. Make it at "
		    "most %d × %d pixels.", s->width, s->height, IMAGE_MAX_SIDE, IMAGE_MAX_SIDE);
	return OK;
}

static enum status
read_kind(const struct kind *k, struct bytes b, struct image *out, struct fault *f)
{
	struct size s;
	enum status st;

	if (!k->read_size(b, &s))
		return fail(f, INVALID, "The file of the logo is damaged or cut off. "
		    "Save the image again as PNG, JPEG, GIF or WebP.");
	st = check_size(&s, f);
	if (st == OK)
		*out = (struct image){ k->media_type, s.width, s.height };
	return st;
}

enum status
image_read(const void *bytes, size_t size_bytes, struct image *out, struct fault *f)
{
	struct bytes b = { bytes, size_bytes };
	size_t i;

	if (size_bytes == 0) {
		fail(f, INVALID, "The file of the logo is empty.");
		return ask(f);
	}
	if (size_bytes > IMAGE_MAX_BYTES)
		return fail(f, INVALID, "The logo is larger than %d KB. Make it smaller.",
		    IMAGE_MAX_BYTES / 1024);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (has(b, 0, kinds[i].magic, kinds[i].magic_length))
			return read_kind(&kinds[i], b, out, f);
	return refuse_kind(b, f);
}
