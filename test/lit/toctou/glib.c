// RUN: %tocsin %s
// GLib's wrappers are the same calls under other names.
#include <glib.h>
#include <stdio.h>

void guilty(const char *path) {
  if (g_file_test(path, G_FILE_TEST_EXISTS))
    return;
  FILE *out = g_fopen(path, "w"); // EXPECT: file-toctou
  if (out)
    fclose(out);
}

void corrected(const char *path) {
  FILE *out = g_fopen(path, "wx");
  if (out)
    fclose(out);
}
