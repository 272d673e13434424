// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* presence.c - presence records of the chat gateways, shared in redis */
#include <hiredis/hiredis.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#define STALE_AFTER 90
#define BREAKER_OPEN 15

struct presence {
	redisContext *rc;
	bool tripped;
	time_t tripped_at;
	unsigned failures;
};

static redisReply *run(struct presence *p, redisReply *r)
{
	if (!r) {
		if (++p->failures >= 5 && !p->tripped) {
			p->tripped = true;
			p->tripped_at = time(NULL);
			syslog(LOG_WARNING, "presence: breaker open: %s", p->rc->errstr);
		}
		return NULL;
	}
	p->failures = 0;
	return r;
}

static bool admitted(struct presence *p)
{
	if (!p->tripped)
		return true;
	if (time(NULL) - p->tripped_at < BREAKER_OPEN) // EXPECT: wall-clock-interval
		return false;
	p->tripped = false;
	return true;
}

static long long field_ll(struct presence *p, const char *user, const char *field)
{
	redisReply *r = run(p, redisCommand(p->rc, "HGET presence:%s %s", user, field));
	long long v = -1;

	if (r && r->type == REDIS_REPLY_STRING)
		v = strtoll(r->str, NULL, 10);
	if (r)
		freeReplyObject(r);
	return v;
}

/* every gateway refreshes its users once a minute */
int presence_touch(struct presence *p, const char *user)
{
	redisReply *r;

	if (!admitted(p))
		return -1;
	r = run(p, redisCommand(p->rc, "HSET presence:%s seen %lld", user, (long long)time(NULL)));
	if (!r)
		return -1;
	freeReplyObject(r);
	return 0;
}

int presence_purge(struct presence *p, const char *const *users, size_t n)
{
	long long now = (long long)time(NULL);
	int gone = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		long long since;
		redisReply *r;

		if (!admitted(p))
			break;
		since = field_ll(p, users[i], "created");
		if (since < 0 || now - since < 86400)
			continue;
		r = run(p, redisCommand(p->rc, "DEL presence:%s", users[i])); // EXPECT: timestamp-cleanup
		if (!r)
			break;
		gone += r->type == REDIS_REPLY_INTEGER && r->integer == 1;
		freeReplyObject(r);
	}
	return gone;
}

/* the script looks at the fields and deletes in one step */
int presence_purge_detached(struct presence *p, const char *user)
{
	static const char lua[] =
		"if tonumber(redis.call('HGET', KEYS[1], 'conns') or '0') == 0 and "
		"tonumber(redis.call('HGET', KEYS[1], 'seen')) < tonumber(ARGV[1]) "
		"then return redis.call('DEL', KEYS[1]) end return 0";
	redisReply *r;
	int n = 0;

	if (!admitted(p))
		return 0;
	r = run(p, redisCommand(p->rc, "EVAL %s 1 presence:%s %lld", lua, user,
				(long long)time(NULL) - STALE_AFTER));
	if (r) {
		n = r->type == REDIS_REPLY_INTEGER ? (int)r->integer : 0;
		freeReplyObject(r);
	}
	return n;
}

int presence_online(struct presence *p, const char *user)
{
	long long seen = field_ll(p, user, "seen");

	return seen >= 0 && (long long)time(NULL) - seen < STALE_AFTER;
}
