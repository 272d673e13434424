// STD: gnu17
#include "cart.h"

#include <stdlib.h>
#include <string.h>

/* Carts are hashes "cart:<id>" with the fields touched and checkouts. */

static int reply_ok(redisReply *r)
{
	int ok = r && r->type != REDIS_REPLY_ERROR && r->type != REDIS_REPLY_NIL;

	if (r)
		freeReplyObject(r);
	return ok;
}

/* Server time, so that all front ends agree. */
long long cart_now(redisContext *rc)
{
	redisReply *r = redisCommand(rc, "TIME");
	long long t = -1;

	if (r && r->type == REDIS_REPLY_ARRAY && r->elements == 2)
		t = strtoll(r->element[0]->str, NULL, 10);
	if (r)
		freeReplyObject(r);
	return t;
}

int cart_attach(redisContext *rc, const char *id)
{
	return reply_ok(redisCommand(rc, "HINCRBY cart:%s checkouts 1", id)) ? 0 : -1;
}

int cart_detach(redisContext *rc, const char *id)
{
	long long now = cart_now(rc);

	if (!reply_ok(redisCommand(rc, "HSET cart:%s touched %lld", id, now)))
		return -1;
	return reply_ok(redisCommand(rc, "HINCRBY cart:%s checkouts -1", id)) ? 0 : -1;
}
