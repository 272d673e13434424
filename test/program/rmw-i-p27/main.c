// STD: gnu17
#include "volume.h"

#include <stdio.h>

static struct volume vol;

static void *client(void *arg)
{
	uint64_t at[16];
	unsigned n = 0, ops = 0;

	(void)arg;
	while (ops++ < 50000) {
		if (n < 16 && vol_alloc(&vol, 4096, &at[n]) == 0)
			n++;
		else if (n > 0)
			vol_free(&vol, at[--n], 4096);
	}
	while (n > 0)
		vol_free(&vol, at[--n], 4096);
	return NULL;
}

static void *syncer(void *arg)
{
	int *rounds = arg;

	for (int i = 0; i < 100; i++)
		*rounds += vol_sync(&vol);
	return NULL;
}

int main(void)
{
	pthread_t c[4], s;
	int rounds = 0;

	if (vol_mount(&vol, 1u << 30))
		return 1;
	for (int i = 0; i < 4; i++)
		pthread_create(&c[i], NULL, client, NULL);
	pthread_create(&s, NULL, syncer, &rounds);
	for (int i = 0; i < 4; i++)
		pthread_join(c[i], NULL);
	pthread_join(s, NULL);
	rounds++;
	vol.mounted--;
	printf("%d syncs, %llu allocs\n", rounds, (unsigned long long)vol.allocs);
	return 0;
}
