/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/color.h"

#include <math.h>
#include <string.h>

#include "test.h"

static const char *const light_grounds[] = { "#ffffff", "#f6f7f9" };
static const char *const dark_grounds[] = { "#16181d", "#0e1013" };

static struct color
color(const char *text)
{
	struct color c;

	assert_true(color_parse(text, &c));
	return c;
}

static double
contrast(const char *a, const char *b)
{
	return color_contrast(color(a), color(b));
}

TEST(color_is_read_in_both_lengths_and_any_case)
{
	static const struct {
		const char *text, *written;
	} rows[] = {
		{ "#000", "#000000" }, { "#FFF", "#ffffff" }, { "#1aF", "#11aaff" },
		{ "#0059d6", "#0059d6" }, { "#ABCDEF", "#abcdef" }, { "#abCDe0", "#abcde0" },
	};
	char written[8];
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		color_write(color(rows[i].text), written);
		assert_string_equal(written, rows[i].written);
	}
}

TEST(color_refuses_other_texts)
{
	static const char *const rows[] = { "", "#", "#0", "#00", "#0000", "#00000", "#0000000",
		"000", "000000", "#ggg", "#12345g", " #fff", "#fff ", "##fff", "red", "#-12",
		"#0x1234", "rgb(0,0,0)", "#\xc3\xa9x", "#fff;}*{}" };
	struct color c = { 1, 2, 3 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(!color_parse(rows[i], &c), "\"%s\" was taken", rows[i]);
	assert_int_equal(c.red + c.green * 10 + c.blue * 100, 321);
}

TEST(color_contrast_is_that_of_wcag)
{
	static const struct {
		const char *a, *b;
		double ratio;
	} rows[] = {
		{ "#000", "#fff", 21.0 }, { "#fff", "#fff", 1.0 }, { "#777", "#fff", 4.48 },
		{ "#767676", "#fff", 4.54 }, { "#f00", "#fff", 4.0 }, { "#00f", "#fff", 8.59 },
		{ "#ff0", "#fff", 1.07 }, { "#0a0a0a", "#000", 1.06 },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(fabs(contrast(rows[i].a, rows[i].b) - rows[i].ratio) < 0.006,
		    "%s on %s: %f", rows[i].a, rows[i].b, contrast(rows[i].a, rows[i].b));
		assert_true(contrast(rows[i].a, rows[i].b) == contrast(rows[i].b, rows[i].a));
	}
	assert_true(color_luminance(color("#000")) == 0.0);
	assert_true(fabs(color_luminance(color("#fff")) - 1.0) < 1e-9);
}

static void
check_on(const char *text, const char *const grounds[2], double least, const char *primary)
{
	int i;

	for (i = 0; i < 2; i++)
		CHECK(contrast(text, grounds[i]) >= least, "%s: %s on %s is %f", primary, text,
		    grounds[i], contrast(text, grounds[i]));
}

static void
check_theme(struct color primary)
{
	struct theme t = theme_of(primary);

	CHECK(contrast(t.on_primary, t.primary) >= 4.5, "%s on %s", t.on_primary, t.primary);
	check_on(t.primary_text_light, light_grounds, 4.5, t.primary);
	check_on(t.primary_text_dark, dark_grounds, 4.5, t.primary);
	check_on(t.primary_edge_light, light_grounds, 3.0, t.primary);
	check_on(t.primary_edge_dark, dark_grounds, 3.0, t.primary);
}

/* Every 15th value of each channel, and all grays. */
TEST(theme_is_readable_whatever_the_color)
{
	int r, g, b;

	for (r = 0; r < 256; r += 15)
		for (g = 0; g < 256; g += 15)
			for (b = 0; b < 256; b += 15)
				check_theme((struct color){ (uint8_t)r, (uint8_t)g,
				    (uint8_t)b });
	for (r = 0; r < 256; r++)
		check_theme((struct color){ (uint8_t)r, (uint8_t)r, (uint8_t)r });
}

/* The whole cube: luminance is all that decides, so the three tables of what
 * each channel adds to it give every color's.  White reaches 4.5 up to
 * 0.1833, black from 0.175: no color lies outside both. */
TEST(theme_text_on_primary_exists_for_every_color)
{
	double part[3][256], l, least = 21;
	int r, g, b;

	for (r = 0; r < 256; r++) {
		part[0][r] = color_luminance((struct color){ (uint8_t)r, 0, 0 });
		part[1][r] = color_luminance((struct color){ 0, (uint8_t)r, 0 });
		part[2][r] = color_luminance((struct color){ 0, 0, (uint8_t)r });
	}
	for (r = 0; r < 256; r++)
		for (g = 0; g < 256; g++)
			for (b = 0; b < 256; b++) {
				l = part[0][r] + part[1][g] + part[2][b];
				least = fmin(least, fmax(1.05 / (l + 0.05), (l + 0.05) / 0.05));
			}
	assert_true(least >= 4.5);
}

TEST(theme_keeps_a_color_that_is_readable_already)
{
	struct theme t = theme_of(color("#0059D6"));

	assert_string_equal(t.primary, "#0059d6");
	assert_string_equal(t.on_primary, "#ffffff");
	assert_string_equal(t.primary_text_light, "#0059d6");
	assert_string_equal(t.primary_edge_light, "#0059d6");
	assert_string_not_equal(t.primary_text_dark, "#0059d6");
}

TEST(theme_keeps_the_hue_of_a_color_it_must_change)
{
	struct color text = color(theme_of(color("#ffcc00")).primary_text_light);

	assert_true(text.red > text.green && text.green > text.blue);
	text = color(theme_of(color("#000080")).primary_text_dark);
	assert_true(text.blue > text.red);
}

TEST(theme_text_on_bright_colors_is_dark)
{
	assert_string_equal(theme_of(color("#ffcc00")).on_primary, "#111418");
	assert_string_equal(theme_of(color("#fff")).on_primary, "#111418");
	assert_string_equal(theme_of(color("#000")).on_primary, "#ffffff");
	/* neither white (4.48) nor near-black (4.12) is readable on this gray */
	assert_string_equal(theme_of(color("#777")).on_primary, "#000000");
}

TEST(theme_css_is_one_light_and_one_dark_rule)
{
	struct arena *a = arena_new();

	assert_string_equal(theme_css(a, "0059d6"),
	    ":root{--primary:#0059d6;--on-primary:#ffffff;--primary-text:#0059d6;"
	    "--primary-edge:#0059d6}@media (prefers-color-scheme:dark){:root{"
	    "--primary-text:#3c80df;--primary-edge:#075dd7}}\n");
	arena_free(a);
}

TEST(theme_css_has_one_address_for_each_color)
{
	static const char *const rows[] = { "", "fff", "FFFFFF", "#ffffff", "fffffff", "ggg000",
		"ffffff\n", "../../", "0059D6", "%30059d" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(theme_css(a, rows[i]) == NULL, "\"%s\" was taken", rows[i]);
	arena_free(a);
}
