/*
 * replay.c - feeds a fuzz target its corpus
 *
 * With it `make check` runs the corpora without clang's fuzzer.  The name of the
 * program chooses tests/fuzz/corpus/NAME below $srcdir; arguments name other folders.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
give_up(const char *path)
{
	perror(path);
	exit(1);
}

static void
feed(const char *path, size_t size)
{
	FILE *from = fopen(path, "rb");
	uint8_t *bytes = malloc(size == 0 ? 1 : size);

	if (from == NULL || bytes == NULL || fread(bytes, 1, size, from) != size)
		give_up(path);
	fclose(from);
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
}

static size_t
feed_folder(const char *folder)
{
	DIR *entries = opendir(folder);
	struct dirent *entry;
	char path[4096];
	struct stat about;
	size_t count = 0;

	if (entries == NULL)
		give_up(folder);
	for (entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (stat(path, &about) != 0)
			give_up(path);
		if (!S_ISREG(about.st_mode))
			continue;
		feed(path, (size_t)about.st_size);
		count++;
	}
	closedir(entries);
	return count;
}

static size_t
feed_own(const char *program)
{
	const char *source = getenv("srcdir"), *slash = strrchr(program, '/');
	char folder[2048];

	snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%s", source == NULL ? "." : source,
	    slash == NULL ? program : slash + 1);
	return feed_folder(folder);
}

int
main(int argc, char **argv)
{
	size_t count = argc > 1 ? 0 : feed_own(argv[0]);
	int i;

	for (i = 1; i < argc; i++)
		count += feed_folder(argv[i]);
	printf("%zu inputs\n", count);
	return count == 0;
}
