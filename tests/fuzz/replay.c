/*
 * Feeds every file of the given folders to the fuzzer, where libFuzzer is not at hand. An empty
 * folder is a failure.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>

#include "fuzz.h"

#define INPUT_MAX (1024 * 1024)

static void
file_replay(const char *path)
{
	static uint8_t bytes[INPUT_MAX];
	FILE *file = fopen(path, "rbe");
	MUST(file != NULL);
	size_t size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	uint8_t *exact = malloc(size + 1); /* so that a sanitizer sees the input's end */
	MUST(exact != NULL);
	memcpy(exact, bytes, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static size_t
folder_replay(const char *folder)
{
	size_t count = 0;
	DIR *directory = opendir(folder);
	MUST(directory != NULL);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		char path[4096];
		if (entry->d_name[0] == '.')
			continue;
		MUST((size_t)snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) <
		     sizeof(path));
		file_replay(path);
		count++;
	}
	closedir(directory);
	return count;
}

int
main(int argc, char **argv)
{
	size_t count = 0;
	for (int i = 1; i < argc; i++)
		count += folder_replay(argv[i]);
	printf("%zu inputs\n", count);
	return count > 0 ? 0 : 1;
}
