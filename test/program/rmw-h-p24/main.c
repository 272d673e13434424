// STD: gnu17
#include <stdio.h>
#include <unistd.h>
#include "loop.h"

static struct loop main_loop;

static void *reader(void *arg)
{
	uint32_t base = *(const uint32_t *)arg;
	for (uint32_t i = 0; i < 1000; i++) {
		uint32_t peer = (base + i * 7) % MAX_PEERS;
		loop_post(&main_loop, MSG_OPEN, peer, 0);
		loop_post(&main_loop, MSG_DATA, peer, 100 + i % 50);
		if (i % 3 == 0)
			loop_post(&main_loop, MSG_CLOSE, peer, 0);
	}
	return NULL;
}

static void *ticker(void *arg)
{
	(void)arg;
	for (int i = 0; i < 40; i++) {
		loop_post(&main_loop, MSG_TICK, 0, 0);
		usleep(10000);
	}
	return NULL;
}

int main(void)
{
	pthread_t t[4];
	uint32_t base[3] = { 0, 50, 100 };

	if (loop_start(&main_loop) < 0)
		return 1;
	for (int i = 0; i < 3; i++)
		if (pthread_create(&t[i], NULL, reader, &base[i]))
			return 1;
	if (pthread_create(&t[3], NULL, ticker, NULL))
		return 1;
	for (int i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	loop_stop(&main_loop);
	printf("%llu handled, %u peers, %llu timeouts\n", (unsigned long long)main_loop.handled,
	       main_loop.npeers, (unsigned long long)main_loop.timeouts);
	return 0;
}
