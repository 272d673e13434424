// RUN: %tocsin %s
// STD: gnu17
/* thumbd import pass: walk the list of pictures, queue the stale ones. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

typedef struct {
    const char *cache_dir;
    time_t      max_age;
    unsigned    queued;
    unsigned    fresh;
} import_ctx;

static int
build (char *buf, size_t len, const char *dir, const char *name, const char *suffix)
{
  int n = snprintf (buf, len, "%s/%s%s", dir, name, suffix);
  return n > 0 && (size_t) n < len ? 0 : -1;
}

static char *
chomp (char *s)
{
  s[strcspn (s, "\r\n")] = '\0';
  return s;
}

static int
import_one (import_ctx *ctx, const char *name)
{
  char        path[PATH_MAX];
  struct stat st;
  time_t      now = time (NULL);
  FILE       *q;

  if (build (path, sizeof path, ctx->cache_dir, name, ".png") != 0)
    return -1;
  if (stat (path, &st) == 0 && now - st.st_mtime < ctx->max_age)
    {
      ctx->fresh++;
      return 0;
    }

  snprintf (path, sizeof path, "%s/%s", ctx->cache_dir, "QUEUE");
  q = fopen (path, "a");
  if (q == NULL)
    {
      fprintf (stderr, "%s: %s\n", path, strerror (errno));
      return -1;
    }
  fprintf (q, "%lld %s\n", (long long) now, name);
  if (fclose (q) != 0)
    return -1;
  ctx->queued++;
  return 0;
}

int
main (int argc, char **argv)
{
  import_ctx ctx = { "/var/cache/thumbd", 86400, 0, 0 };
  char       line[1024];
  int        rc = 0;

  if (argc > 1)
    ctx.cache_dir = argv[1];
  if (argc > 2)
    ctx.max_age = atol (argv[2]);

  if (mkdir (ctx.cache_dir, 0755) != 0 && errno != EEXIST)
    {
      perror (ctx.cache_dir);
      return 1;
    }

  while (fgets (line, sizeof line, stdin))
    {
      char *name = chomp (line);
      if (*name == '\0' || *name == '#')
        continue;
      if (strchr (name, '/'))
        {
          fprintf (stderr, "skipping %s\n", name);
          continue;
        }
      if (import_one (&ctx, name) != 0)
        rc = 1;
    }
  printf ("%u queued, %u fresh\n", ctx.queued, ctx.fresh);
  return rc;
}
