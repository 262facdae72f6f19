/*
 * introduction_check.h - whether HTML is what the allow-list writer may write
 *
 * Written apart from the writer, and stricter than a browser: known tags,
 * written in one way, balanced and nested as HTML wants; nothing else.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_UNIT_INTRODUCTION_CHECK_H
#define TESTS_UNIT_INTRODUCTION_CHECK_H

/* NULL if it is, else what is wrong; *at is where. */
const char	*introduction_fault(const char *html, const char **at);

#endif
