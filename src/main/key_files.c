/* SPDX-License-Identifier: Apache-2.0 */
#include "main/key_files.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status
make_folder(struct arena *a, const char *path, const char **folder, struct fault *f)
{
	*folder = dirname(arena_text(a, path));
	return mkdir(*folder, 0755) == 0 || errno == EEXIST ? OK
	    : fail(f, INVALID, "%s cannot be created: %s", *folder, strerror(errno));
}

enum status
key_folder_lock(struct arena *a, const struct settings *settings, int *fd, struct fault *f)
{
	const char *folder;
	enum status st = make_folder(a, settings->seal_secret_key, &folder, f);

	if (st != OK)
		return st;
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd >= 0 && flock(*fd, LOCK_EX) == 0)
		return OK;
	fail(f, INVALID, "%s cannot be locked: %s", folder, strerror(errno));
	if (*fd >= 0)
		close(*fd);
	return INVALID;
}

/* A name in a folder lasts once the folder is on the disk. */
static bool
keep_folder(struct arena *a, const char *path)
{
	int fd = open(dirname(arena_text(a, path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_kept = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return is_kept;
}

/* An earlier try may have been killed. */
static int
open_fresh(const char *fresh, mode_t mode)
{
	unlink(fresh);
	return open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
}

/* A file that exists is never replaced. */
enum status
key_file_make(struct arena *a, const char *path, const char *key, mode_t mode, struct fault *f)
{
	const char *folder, *fresh = arena_print(a, "%s.new", path);
	enum status st = make_folder(a, path, &folder, f);
	bool is_kept;
	int fd, error;

	if (st != OK)
		return st;
	fd = open_fresh(fresh, mode);
	is_kept = fd >= 0 && dprintf(fd, "%s\n", key) > 0 && fsync(fd) == 0 && link(fresh, path) == 0
	    && keep_folder(a, path);
	error = errno;
	if (fd >= 0) {
		close(fd);
		unlink(fresh);
	}
	return is_kept ? OK : fail(f, INVALID, "%s cannot be created: %s", path, strerror(error));
}

enum status
key_file_replace(struct arena *a, const char *path, const char *text, struct fault *f)
{
	char real[PATH_MAX];
	const char *fresh;
	struct stat former;
	bool is_kept = false;
	int fd, error;

	if (realpath(path, real) == NULL || stat(real, &former) != 0)
		return fail(f, INVALID, "%s cannot be replaced: %s", path, strerror(errno));
	fresh = arena_print(a, "%s.new", real);
	fd = open_fresh(fresh, 0600);
	if (fd >= 0)
		is_kept = fchown(fd, former.st_uid, former.st_gid) == 0
		    && fchmod(fd, former.st_mode & 0777) == 0 && dprintf(fd, "%s", text) > 0
		    && fsync(fd) == 0 && rename(fresh, real) == 0 && keep_folder(a, real);
	error = errno;
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && !is_kept)
		unlink(fresh);
	return is_kept ? OK : fail(f, INVALID, "%s cannot be replaced: %s", path, strerror(error));
}

enum status
key_file_check_owner(const char *path, struct fault *f)
{
	const struct passwd *owner;
	struct stat about;

	if (stat(path, &about) != 0)
		return fail(f, INVALID, "%s cannot be read: %s", path, strerror(errno));
	if (geteuid() == 0 || geteuid() == about.st_uid)
		return OK;
	owner = getpwuid(about.st_uid);
	return owner == NULL ? fail(f, INVALID, "%s belongs to another user: run this command as its "
	    "owner.", path)
	    : fail(f, INVALID, "%s belongs to another user: run this command as %s.", path,
	    owner->pw_name);
}
