// RUN: %tocsin %s
// GLib's get and set are a split pair like any other.
#include <glib.h>

static gint users;
static gint running;

void guilty(void) {
  g_atomic_int_set(&users, g_atomic_int_get(&users) + 1); // EXPECT: split-atomic
}

gboolean guiltyStart(void) {
  if (g_atomic_int_get(&running))
    return 0;
  g_atomic_int_set(&running, 1); // EXPECT: split-atomic
  return 1;
}

gboolean guiltyRelease(void) {
  g_atomic_int_add(&users, -1);
  return g_atomic_int_get(&users) == 0; // EXPECT: split-atomic
}

gboolean corrected(void) {
  g_atomic_int_inc(&users);
  if (!g_atomic_int_compare_and_exchange(&running, 0, 1))
    return 0;
  return g_atomic_int_dec_and_test(&users);
}
