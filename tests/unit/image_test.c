/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/image.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#define BYTES(text) text, sizeof(text) - 1

#define PNG_MAGIC "\x89PNG\r\n\x1a\n"
#define PNG(w, h) PNG_MAGIC "\0\0\0\rIHDR" w h "\x08\x06\0\0\0\x12\x34\x56\x78"
#define JFIF "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define SOF(marker, h, w) "\xff" marker "\0\x0b\x08" h w "\1\1\x11\0"
#define GIF(w, h) "GIF89a" w h "\x80\0\0"
#define VP8(w, h) "RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x30\1\0\x9d\1\x2a" w h
#define VP8L(bits) "RIFF\x12\0\0\0WEBPVP8L\6\0\0\0\x2f" bits "\x6b"
#define VP8X(w, h) "RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" w h

/* The bytes stand at the end of a block of their own, so that a read past
 * them is seen by the sanitizers and valgrind. */
static enum status
read_image(const char *bytes, size_t count, struct image *out, struct fault *f)
{
	char *block = malloc(count == 0 ? 1 : count);
	enum status st;

	assert_non_null(block);
	memcpy(block, bytes, count);
	st = image_read(block, count, out, f);
	free(block);
	return st;
}

TEST(image_takes_raster_images)
{
	static const struct {
		const char *bytes;
		size_t count;
		const char *media_type;
		unsigned width, height;
	} rows[] = {
		{ BYTES(PNG("\0\0\0\1", "\0\0\0\1")), "image/png", 1, 1 },
		{ BYTES(PNG("\0\0\x10\0", "\0\0\1\2")), "image/png", 4096, 258 },
		{ BYTES(JFIF SOF("\xc0", "\0\x20", "\1\0")), "image/jpeg", 256, 32 },
		{ BYTES(JFIF SOF("\xc2", "\0\1", "\x10\0")), "image/jpeg", 4096, 1 },
		{ BYTES(JFIF "\xff\xff\xff" SOF("\xc1", "\0\2", "\0\3")), "image/jpeg", 3, 2 },
		{ BYTES("\xff\xd8\xff\xc4\0\3x\xff\xdb\0\2" SOF("\xc0", "\0\2", "\0\3")),
		    "image/jpeg", 3, 2 },
		{ BYTES("GIF87a\x01\0\x02\0\0\0\0"), "image/gif", 1, 2 },
		{ BYTES(GIF("\0\x10", "\2\1")), "image/gif", 4096, 258 },
		{ BYTES(VP8("\x10\0", "\x20\0")), "image/webp", 16, 32 },
		{ BYTES(VP8("\x10\x40", "\x20\xc0")), "image/webp", 16, 32 },
		{ BYTES(VP8L("\0\0\0\0")), "image/webp", 1, 1 },
		{ BYTES(VP8L("\xff\xcf\xff\3")), "image/webp", 4096, 4096 },
		{ BYTES(VP8X("\0\0\0", "\xff\x0f\0")), "image/webp", 1, 4096 },
	};
	struct image m;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_image(rows[i].bytes, rows[i].count, &m, &f) == OK, "row %zu: %s", i,
		    said(&f));
		assert_string_equal(m.media_type, rows[i].media_type);
		CHECK(m.width == rows[i].width && m.height == rows[i].height,
		    "row %zu: %u x %u", i, m.width, m.height);
	}
}

TEST(image_says_what_came_instead)
{
	static const struct {
		const char *bytes;
		size_t count;
		const char *sentence;
	} rows[] = {
		{ BYTES(""), "The file of the logo is empty. Use PNG, JPEG, GIF or WebP." },
		{ BYTES("<svg xmlns='http://www.w3.org/2000/svg'/>"),
		    "The format of the logo is SVG, which we cannot use. Use PNG," },
		{ BYTES("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<SVG>"), "The format of the logo is SVG," },
		{ BYTES("\r\n\t <!DOCTYPE svg>\n<svg>"), "The format of the logo is SVG," },
		{ BYTES("<!doctype html><p>Not found"),
		    "leads to a web page, not to an image" },
		{ BYTES("<html><svg></svg>"), "leads to a web page" },
		{ BYTES("  \n<"), "leads to a web page" },
		{ BYTES("BM\x3a\0\0\0"), "The format of the logo is BMP, which we cannot use. Use PNG" },
		{ BYTES("\0\0\1\0\1\0"), "The format of the logo is ICO," },
		{ BYTES("II*\0"), "The format of the logo is TIFF," },
		{ BYTES("MM\0*"), "The format of the logo is TIFF," },
		{ BYTES("\0\0\0\x20" "ftypavif"), "The format of the logo is AVIF," },
		{ BYTES("\0\0\0\x20" "ftypheic"), "The format of the logo is HEIC," },
		{ BYTES("%PDF-1.7"), "The format of the logo is PDF," },
		{ BYTES("Hello"), "The logo is not an image that browsers can show. Use PNG" },
		{ BYTES("\0\0\0\0"), "The logo is not an image that browsers can show. Use PNG" },
		{ BYTES("{\"a\":1}"), "The logo is not an image that browsers can show. Use PNG" },
		{ BYTES(" \t\r\n"), "The logo is not an image that browsers can show. Use PNG" },
	};
	struct image m = { "unchanged", 7, 8 };
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_image(rows[i].bytes, rows[i].count, &m, &f) == INVALID, "row %zu",
		    i);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "row %zu: %s", i,
		    said(&f));
	}
	assert_string_equal(m.media_type, "unchanged");
}

TEST(image_refuses_sizes_nobody_needs)
{
	static const struct {
		const char *bytes;
		size_t count;
		const char *sentence;
	} rows[] = {
		{ BYTES(PNG("\0\0\0\0", "\0\0\0\1")),
		    "The logo is empty: its size is 0 × 1 pixels." },
		{ BYTES(PNG("\0\0\0\1", "\0\0\0\0")), "size is 1 × 0 pixels" },
		{ BYTES(PNG("\0\0\x10\1", "\0\0\0\1")),
		    "The logo is too large: its size is 4097 × 1 pixels. Make it at most 4096 × 4096 pixels." },
		{ BYTES(PNG("\xff\xff\xff\xff", "\x80\0\0\0")), "size is 4294967295 × 2147483648" },
		{ BYTES(JFIF SOF("\xc0", "\0\0", "\0\1")), "size is 1 × 0 pixels" },
		{ BYTES(JFIF SOF("\xc0", "\xff\xff", "\0\1")), "size is 1 × 65535 pixels" },
		{ BYTES(GIF("\0\0", "\1\0")), "size is 0 × 1 pixels" },
		{ BYTES(GIF("\1\0", "\xff\xff")), "size is 1 × 65535 pixels" },
		{ BYTES(VP8("\0\x40", "\1\0")), "size is 0 × 1 pixels" },
		{ BYTES(VP8("\xff\x3f", "\1\0")), "size is 16383 × 1 pixels" },
		{ BYTES(VP8L("\0\x10\0\0")), "size is 4097 × 1 pixels" },
		{ BYTES(VP8X("\xff\xff\xff", "\0\0\0")), "size is 16777216 × 1 pixels" },
	};
	struct image m;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_image(rows[i].bytes, rows[i].count, &m, &f) == INVALID, "row %zu",
		    i);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "row %zu: %s", i,
		    said(&f));
	}
}

TEST(image_refuses_damaged_headers)
{
	static const struct {
		const char *bytes;
		size_t count;
	} rows[] = {
		{ BYTES(PNG_MAGIC "\0\0\0\rIDAT\0\0\0\1\0\0\0\1\x08\6\0\0\0abcd") },
		{ BYTES(PNG_MAGIC "\0\0\0\x0cIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0abcd") },
		{ BYTES("\xff\xd8\xff") },
		{ BYTES("\xff\xd8\xff\xff\xff\xff\xff\xff") },
		{ BYTES("\xff\xd8\xff\xe0\0\0\0\0\0\0") },		/* length below 2 */
		{ BYTES("\xff\xd8\xff\xe0\xff\xff\0\0\0\0") },		/* beyond the end */
		{ BYTES("\xff\xd8\xff\xd9\0\0\0\0") },			/* ends at once */
		{ BYTES("\xff\xd8\xff\xda\0\2" SOF("\xc0", "\0\1", "\0\1")) },
		{ BYTES("\xff\xd8\xff\xc0\0\7\x08\0\1\0\1") },		/* short frame header */
		{ BYTES(JFIF "\0\0" SOF("\xc0", "\0\1", "\0\1")) },	/* no marker */
		{ BYTES("\xff\xd8\xff\x01\0\2" SOF("\xc0", "\0\1", "\0\1")) },
		{ BYTES("RIFF\x16\0\0\0WAVEVP8 \x0a\0\0\0\x30\1\0\x9d\1\x2a\1\0\1\0") },
		{ BYTES("RIFF\x16\0\0\0WEBPVP9 \x0a\0\0\0\x30\1\0\x9d\1\x2a\1\0\1\0") },
		{ BYTES("RIFF\x17\0\0\0WEBPVP8 \x0a\0\0\0\x30\1\0\x9d\1\x2a\1\0\1\0") },
		{ BYTES("RIFF\xff\xff\xff\xffWEBPVP8 \x0a\0\0\0\x30\1\0\x9d\1\x2a\1\0\1\0") },
		{ BYTES("RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x31\1\0\x9d\1\x2a\1\0\1\0") },
		{ BYTES("RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x30\1\0\x9d\1\x2b\1\0\1\0") },
		{ BYTES("RIFF\x12\0\0\0WEBPVP8L\6\0\0\0\x2e\0\0\0\0\0") },
	};
	struct image m;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_image(rows[i].bytes, rows[i].count, &m, &f) == INVALID, "row %zu",
		    i);
		CHECK(strstr(said(&f), "damaged or cut off") != NULL, "row %zu: %s", i,
		    said(&f));
	}
}

TEST(image_survives_a_cut_anywhere)
{
	static const struct {
		const char *bytes;
		size_t count;
	} rows[] = {
		{ BYTES(PNG("\0\0\0\1", "\0\0\0\1")) },
		{ BYTES(JFIF SOF("\xc0", "\0\1", "\0\1")) },
		{ BYTES(GIF("\1\0", "\1\0")) },
		{ BYTES(VP8("\1\0", "\1\0")) },
		{ BYTES(VP8L("\0\0\0\0")) },
		{ BYTES(VP8X("\0\0\0", "\0\0\0")) },
	};
	struct image m;
	struct fault f;
	size_t i, cut;

	for (i = 0; i < COUNT(rows); i++)
		for (cut = 0; cut < rows[i].count; cut++)
			CHECK(read_image(rows[i].bytes, cut, &m, &f) == INVALID,
			    "row %zu of %zu bytes", i, cut);
}

TEST(image_has_a_limit_in_bytes)
{
	static char bytes[IMAGE_MAX_BYTES + 1] = PNG("\0\0\0\1", "\0\0\0\1");
	struct image m;
	struct fault f;

	assert_int_equal(image_read(bytes, IMAGE_MAX_BYTES, &m, &f), OK);
	assert_int_equal(image_read(bytes, IMAGE_MAX_BYTES + 1, &m, &f), INVALID);
	assert_string_equal(said(&f), "The logo is larger than 256 KB. Make it smaller.");
}
