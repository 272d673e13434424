#pragma once
#include <hiredis/hiredis.h>

long long cart_now(redisContext *rc);
int cart_attach(redisContext *rc, const char *id);
int cart_detach(redisContext *rc, const char *id);
int cart_expire(redisContext *rc, const char *id, long long max_idle);
