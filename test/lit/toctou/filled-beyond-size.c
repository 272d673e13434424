// RUN: %tocsin %s
// Memory of the size that the name had, filled with what the file has now.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct text {
  char *bytes;
  long used;
};

int byCharacter(struct text *t, const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  t->bytes = malloc(st.st_size + 1);
  FILE *in = fopen(name, "r"); // EXPECT: file-toctou
  if (!in)
    return -1;
  int c;
  while ((c = getc(in)) != EOF)
    t->bytes[t->used++] = (char)c;
  fclose(in);
  return 0;
}

int byBlock(struct text *t, const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  char *to = malloc(st.st_size);
  FILE *in = fopen(name, "rb"); // EXPECT: file-toctou
  if (!in)
    return -1;
  size_t n, at = 0;
  while ((n = fread(to + at, 1, 512, in)) > 0)
    at += n;
  t->bytes = to;
  t->used = at;
  fclose(in);
  return 0;
}

int bounded(struct text *t, const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  char *to = malloc(st.st_size);
  FILE *in = fopen(name, "r");
  if (!in)
    return -1;
  int c;
  while (t->used < st.st_size && (c = getc(in)) != EOF)
    to[t->used++] = (char)c;
  t->bytes = to;
  fclose(in);
  return 0;
}

int askedOpen(struct text *t, const char *name) {
  struct stat st;
  FILE *in = fopen(name, "r");
  if (!in || fstat(fileno(in), &st) != 0)
    return -1;
  t->bytes = malloc(st.st_size + 1);
  int c;
  while ((c = getc(in)) != EOF)
    t->bytes[t->used++] = (char)c;
  fclose(in);
  return 0;
}
