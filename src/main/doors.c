/* SPDX-License-Identifier: Apache-2.0 */
#include "main/doors.h"

#include "api/door.h"
#include "main/health.h"
#include "web/assistant/door.h"

static const struct door *const doors[] = {
	&api_door,
	&health_door,
	&assistant_door,
};

const struct door *
door_at(size_t index)
{
	return index < sizeof(doors) / sizeof(doors[0]) ? doors[index] : NULL;
}

const struct door *
door_of(const char *path)
{
	size_t i = 0;

	while (door_at(i + 1) != NULL && !door_has(doors[i], path))
		i++;
	return doors[i];
}

char *
doors_print(struct arena *a)
{
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; door_at(i) != NULL; i++)
		door_print(doors[i], &b);
	return b.text;
}
