/*
 * key_files.h - the two files with the keys that secrets are sealed with
 *
 * Each is written whole or not at all, whenever the program or the machine stops.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_KEY_FILES_H
#define MAIN_KEY_FILES_H

#include <sys/types.h>

#include "base/settings.h"
#include "base/status.h"

/* Makes the folder of the secret key if need be, and locks it: another command waits.
 * The caller closes *fd.  INVALID: it cannot be made or locked. */
MUST_USE enum status
	 key_folder_lock(struct arena *a, const struct settings *settings, int *fd,
	    struct fault *f);

/* Writes a file that is not there yet, and its folder.  INVALID: it cannot. */
MUST_USE enum status
	 key_file_make(struct arena *a, const char *path, const char *key, mode_t mode,
	    struct fault *f);
/* Replaces a file; owner and mode stay.  INVALID: it cannot. */
MUST_USE enum status
	 key_file_replace(struct arena *a, const char *path, const char *text, struct fault *f);

/* INVALID: if this user replaced the file, its owner would lose it. */
MUST_USE enum status
	 key_file_check_owner(const char *path, struct fault *f);

#endif
