/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/color.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"

enum { STEPS = 255 };

struct scheme {
	struct color	grounds[2];	/* the backgrounds of text and edges */
	struct color	target;		/* an unreadable color is moved toward this */
};

static const double text_contrast = 4.5, edge_contrast = 3.0;
static const struct color black = { 0, 0, 0 };
static const struct color near_black = { 0x11, 0x14, 0x18 };
static const struct color white = { 0xFF, 0xFF, 0xFF };

/* The grounds are --surface and --ground of static/postern.css. */
static const struct scheme light = {
	{ { 0xFF, 0xFF, 0xFF }, { 0xF6, 0xF7, 0xF9 } }, { 0, 0, 0 },
};
static const struct scheme dark = {
	{ { 0x16, 0x18, 0x1D }, { 0x0E, 0x10, 0x13 } }, { 0xFF, 0xFF, 0xFF },
};

bool
color_parse(const char *text, struct color *out)
{
	size_t count = strlen(text) - (text[0] == '#'), i;
	int digits[6];

	if (text[0] != '#' || (count != 3 && count != 6))
		return false;
	for (i = 0; i < 6; i++) {
		digits[i] = hex_value(text[1 + (count == 3 ? i / 2 : i)]);
		if (digits[i] < 0)
			return false;
	}
	out->red = (uint8_t)(digits[0] << 4 | digits[1]);
	out->green = (uint8_t)(digits[2] << 4 | digits[3]);
	out->blue = (uint8_t)(digits[4] << 4 | digits[5]);
	return true;
}

void
color_write(struct color c, char out[8])
{
	snprintf(out, 8, "#%02x%02x%02x", c.red, c.green, c.blue);
}

static double
linear(uint8_t channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double
color_luminance(struct color c)
{
	return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double
color_contrast(struct color a, struct color b)
{
	double one = color_luminance(a), other = color_luminance(b);

	return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

/* On a narrow band of colors (luminance 0.183 to 0.206), neither white nor near-black is
 * readable, but pure black is. */
static struct color
text_on(struct color ground)
{
	if (color_contrast(white, ground) >= text_contrast)
		return white;
	return color_contrast(near_black, ground) >= text_contrast ? near_black : black;
}

static uint8_t
mix(uint8_t from, uint8_t to, int step)
{
	return (uint8_t)((from * (STEPS - step) + to * step) / STEPS);
}

static bool
is_readable(struct color c, const struct scheme *s, double contrast)
{
	return color_contrast(c, s->grounds[0]) >= contrast &&
	    color_contrast(c, s->grounds[1]) >= contrast;
}

static struct color
readable(struct color c, const struct scheme *s, double contrast)
{
	struct color mixed = c;
	int step;

	for (step = 1; step <= STEPS && !is_readable(mixed, s, contrast); step++) {
		mixed.red = mix(c.red, s->target.red, step);
		mixed.green = mix(c.green, s->target.green, step);
		mixed.blue = mix(c.blue, s->target.blue, step);
	}
	return mixed;
}

struct theme
theme_of(struct color primary)
{
	struct theme t;

	color_write(primary, t.primary);
	color_write(text_on(primary), t.on_primary);
	color_write(readable(primary, &light, text_contrast), t.primary_text_light);
	color_write(readable(primary, &dark, text_contrast), t.primary_text_dark);
	color_write(readable(primary, &light, edge_contrast), t.primary_edge_light);
	color_write(readable(primary, &dark, edge_contrast), t.primary_edge_dark);
	return t;
}

char *
theme_css(struct arena *a, const char *rrggbb)
{
	struct color primary;
	struct theme t;

	if (!text_is_hex(rrggbb, 6) || !color_parse(arena_print(a, "#%s", rrggbb), &primary))
		return NULL;
	t = theme_of(primary);
	return arena_print(a,
	    ":root{--primary:%s;--on-primary:%s;--primary-text:%s;--primary-edge:%s}"
	    "@media (prefers-color-scheme:dark){:root{--primary-text:%s;--primary-edge:%s}}\n",
	    t.primary, t.on_primary, t.primary_text_light, t.primary_edge_light,
	    t.primary_text_dark, t.primary_edge_dark);
}
