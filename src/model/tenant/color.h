/*
 * color.h - a tenant's primary color, and the colors of a page that follow from it
 *
 * A tenant may pick any color; text stays readable (WCAG 2, level AA: 4.5:1 for
 * text, 3:1 for the edges of controls).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_COLOR_H
#define MODEL_TENANT_COLOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct color {
	uint8_t	red, green, blue;
};

/* Each is "#rrggbb", lower case. */
struct theme {
	char	primary[8];
	char	on_primary[8];		/* text on the primary color */
	char	primary_text_light[8];	/* text on the light page */
	char	primary_text_dark[8];
	char	primary_edge_light[8];	/* edges of controls on the light page */
	char	primary_edge_dark[8];
};

enum { COLOR_MAX_CHARS = 32 };	/* of a text that may be meant as one */
/* #rgb or #rrggbb in any case; false leaves *out untouched. */
bool	 color_parse(const char *text, struct color *out);
void	 color_write(struct color c, char out[8]);

/* 0 (black) to 1 (white); https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
double	 color_luminance(struct color c);
/* 1 to 21; https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
double	 color_contrast(struct color a, struct color b);

struct theme	 theme_of(struct color primary);
/* The stylesheet for a color of six lower-case hex digits, as in its URL; NULL: it is
 * another text. */
char	*theme_css(struct arena *a, const char *rrggbb);

#endif
