// STD: gnu17
#include "cart.h"

#include <stdio.h>
#include <stdlib.h>

static long long field(redisContext *rc, const char *id, const char *name, long long dflt)
{
	redisReply *r = redisCommand(rc, "HGET cart:%s %s", id, name);
	long long v = dflt;

	if (r && r->type == REDIS_REPLY_STRING)
		v = strtoll(r->str, NULL, 10);
	if (r)
		freeReplyObject(r);
	return v;
}

static void forget(redisContext *rc, const char *cmd)
{
	redisReply *r = redisCommand(rc, cmd);

	if (r)
		freeReplyObject(r);
}

/* Returns 1 when the cart is gone, 0 when it stays, -1 on error. */
int cart_expire(redisContext *rc, const char *id, long long max_idle)
{
	redisReply *r;
	long long touched, now;
	int done = 0;

	r = redisCommand(rc, "WATCH cart:%s", id);
	if (!r)
		return -1;
	freeReplyObject(r);

	now = cart_now(rc);
	touched = field(rc, id, "touched", now);
	if (now < 0 || now - touched < max_idle || field(rc, id, "checkouts", 1) != 0) {
		forget(rc, "UNWATCH");
		return 0;
	}
	forget(rc, "MULTI");
	r = redisCommand(rc, "DEL cart:%s", id);
	if (r)
		freeReplyObject(r);
	r = redisCommand(rc, "EXEC");
	if (!r)
		return -1;
	done = r->type == REDIS_REPLY_ARRAY && r->elements == 1;
	freeReplyObject(r);
	if (!done)
		fprintf(stderr, "cart %s changed, kept\n", id);
	return done;
}
